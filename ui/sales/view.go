package sales

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the screen of sales.
type View struct {
	env *screen.Env
	p   *Presenter

	page   *kit.PageView
	tabs   *kit.Segmented
	more   *kit.Button
	orders *ordersView
	board  *boardView
	points *loyaltyView
	place  *fyne.Container
	dialog *kit.Dialog // the form that is open, or nil
}

var tabNames = map[string]locales.ID{TabOrders: "sales.tab_orders", TabDeals: "sales.tab_deals", TabLoyalty: "sales.tab_loyalty"}

// New makes the screen.
func New(env *screen.Env) *View {
	v := &View{env: env}
	v.p = NewPresenter(env, v.render)
	names := make([]string, len(Tabs))
	for i, t := range Tabs {
		names[i] = env.T(tabNames[t], nil)
	}
	v.tabs = kit.NewSegmented(v.p.SetTab, names...)
	v.more = kit.NewDropButton(env.T("common.more", nil), v.showMore)
	addOrder := kit.NewIconButton(kit.IconPlus, env.T("sales.new_order", nil), kit.Primary, func() { v.openOrder(screen.Route{}) })
	addDeal := kit.NewIconButton(kit.IconPlus, env.T("sales.new_deal", nil), kit.Secondary, func() { v.openDeal(screen.Route{}) })
	v.orders, v.board, v.points = newOrdersView(v), newBoardView(v), newLoyaltyView(v)
	v.place = container.NewStack(v.orders.root)
	v.page = kit.Page(env.T("sales.title", nil), "", []fyne.CanvasObject{v.tabs, v.more, addDeal, addOrder}, v.place)
	return v
}

// Content is what to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show brings the screen to a route. The argument "new" opens an empty form,
// "edit" that of ID, each for an "order" or a "deal"; "customer" and "deal"
// fill it, and "back" leads back once it is closed.
func (v *View) Show(r screen.Route) {
	v.p.Show(r)
	what := r.Arg("new") + r.Arg("edit")
	if what == "" {
		v.orders.search.SetValue("")
		return
	}
	v.p.route() // coming back later must not open the form again
	if what == "deal" {
		v.openDeal(r)
		return
	}
	v.openOrder(r)
}

// Changed reloads what is on screen.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

// canvas is where dialogs open.
func (v *View) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(v.page)
}

// Home is what takes the keyboard when the screen is opened: the first deal of
// the board, or the list that is shown.
func (v *View) Home() fyne.Focusable {
	if v.p.State().Tab == TabDeals {
		if c := v.board.first(); c != nil {
			return c
		}
	}
	return nil
}

// TurnTo opens a tab.
func (v *View) TurnTo(i int) { v.tabs.Choose(i) }

func (v *View) render() {
	if v.page == nil {
		return
	}
	s := v.p.State()
	v.tabs.SetSelected(slices.Index(Tabs, s.Tab))
	if s.Tab == TabDeals {
		v.page.SetTitle(v.env.T("sales.title", nil), v.p.Expecting())
		v.turn(v.board.root)
		v.board.render(s)
		return
	}
	v.page.SetTitle(v.env.T("sales.title", nil), "")
	if s.Tab == TabLoyalty {
		v.turn(v.points.root)
		v.points.render(s)
		return
	}
	v.turn(v.orders.root)
	v.orders.render(s)
}

func (v *View) turn(o fyne.CanvasObject) {
	if v.place.Objects[0] != o {
		kit.Turn(v.place, o)
	}
}

// showMore opens the menu with what is seldom needed.
func (v *View) showMore() {
	t := v.env.T
	items := []kit.MenuItem{
		{Label: t("sales.rates", nil), Icon: kit.IconRepeat, Tapped: v.openRates},
		{Label: t("sales.stages", nil), Icon: kit.IconList, Tapped: v.openStages},
		{},
		{Label: t("sales.import_orders", nil), Icon: kit.IconImport, Tapped: v.importOrders},
		{Label: t("sales.export_orders", nil), Icon: kit.IconExport, Disabled: !v.p.state.Any, Tapped: v.exportOrders},
	}
	kit.ShowMenu(v.more, items...)
}
