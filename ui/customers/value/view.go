package value

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// View draws the tab.
type View struct {
	env     *screen.Env
	p       *Presenter
	root    *fyne.Container
	above   *fyne.Container // the cards of what a customer is worth
	orders  *kit.Card
	deals   *kit.Card
	loyalty *kit.Card
	shut    bool // the customer is in the trash: nothing can be added
}

// New makes the tab with nothing shown yet.
func New(env *screen.Env) *View {
	v := &View{env: env, above: kit.VBox(kit.Gap)}
	v.p = NewPresenter(env, v.render)
	v.orders = kit.NewCard(env.T("value.orders", nil), kit.VBox(0))
	v.deals = kit.NewCard(env.T("value.deals", nil), kit.VBox(0))
	v.loyalty = kit.NewCard(env.T("loyalty.title", nil), kit.VBox(0))
	v.above.Hide()
	v.root = kit.VBox(kit.Gap, v.above, kit.Columns(760, 0.45, v.orders, kit.VBox(kit.Gap, v.loyalty, v.deals)))
	return v
}

// Content is what the page of the customer shows.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Above puts cards over the orders and deals.
func (v *View) Above(cards ...fyne.CanvasObject) {
	v.above.Objects = cards
	v.above.Hidden = len(cards) == 0
	v.above.Refresh()
}

// Show brings the tab to a customer.
func (v *View) Show(customer book.ID, trashed bool) {
	v.shut = trashed
	v.p.Show(customer)
}

// Changed reads again what a change may concern.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave drops what is under way.
func (v *View) Leave() { v.p.Leave() }

// slim lets a button stand in the line of a title without making it higher.
func slim(o fyne.CanvasObject) fyne.CanvasObject { return kit.Pad(-7, 0, -7, 0, o) }

func (v *View) render() {
	if !v.p.state.Loaded {
		return
	}
	v.orders.SetAside(v.adder(v.p.AddOrder))
	v.deals.SetAside(v.adder(v.p.AddDeal))
	v.orders.SetBody(v.orderRows())
	v.deals.SetBody(v.dealRows())
	v.renderLoyalty()
	v.root.Refresh()
}

func (v *View) adder(add func()) fyne.CanvasObject {
	if v.shut {
		return nil
	}
	return slim(kit.NewIconButton(kit.IconPlus, v.env.T("common.add", nil), kit.Quiet, add))
}

func (v *View) orderRows() fyne.CanvasObject {
	env, s := v.env, v.p.state
	box := kit.VBox(0)
	if len(s.Orders) == 0 {
		box.Add(kit.Wrap(env.T("value.no_orders", nil), kit.Muted))
		return box
	}
	if lead := v.p.Lead(); lead != "" {
		box.Add(kit.Inset(4, 0, kit.Wrap(lead, kit.Label).SetColor(kit.InkMuted)))
	}
	if apart := v.p.Apart(); apart != "" {
		box.Add(kit.Inset(4, 0, kit.Wrap(apart, kit.Small).SetColor(kit.Saffron.Text())))
	}
	for _, o := range s.Orders {
		w := trade.OrderWords(env.Printer, o.Order, s.Base)
		end := kit.VBox(0, kit.Text(w.Amount, kit.Label).SetAlign(fyne.TextAlignTrailing).Whole())
		if w.Base != "" {
			style := kit.Text(w.Base, kit.Muted).SetAlign(fyne.TextAlignTrailing).Whole()
			if w.Unsure {
				style.SetColor(kit.Saffron.Text())
			}
			end.Add(style)
		}
		row := kit.NewRow(nil, w.Title, trade.Dots(env.Printer.DateNear(o.On, s.Today), w.Below), end, func() { v.p.OpenOrder(o.ID) })
		row.SetMaxLines(1)
		box.Add(kit.NewDivider())
		box.Add(row)
	}
	if s.More {
		box.Add(kit.Inset(6, 0, kit.HBox(0, kit.NewButton(env.T("value.all_orders", nil), kit.Quiet, v.p.AllOrders), kit.Space())))
	}
	return box
}

func (v *View) dealRows() fyne.CanvasObject {
	env, s := v.env, v.p.state
	box := kit.VBox(0)
	if len(s.Deals) == 0 {
		box.Add(kit.Wrap(env.T("value.no_deals", nil), kit.Muted))
		return box
	}
	for i, d := range s.Deals {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		below := trade.StageOf(env.Printer, s.Stages, d.Stage)
		switch {
		case d.Stage == book.StageLost:
			below = trade.Dots(below, d.LostWhy)
		case d.Open():
			below = trade.Dots(below, env.Printer.Percent(float64(d.Likelihood)/100))
			if !d.Expected.IsZero() {
				below = trade.Dots(below, env.T("trade.expected", locales.V{"Day": env.Printer.DateNear(d.Expected, s.Today)}))
			}
		}
		row := kit.NewRow(nil, d.Title, below, kit.Text(env.Printer.Money(d.Amount, d.Currency), kit.Label).Whole(), func() { v.p.OpenDeal(d.ID) })
		row.SetMaxLines(2)
		box.Add(row)
	}
	return box
}
