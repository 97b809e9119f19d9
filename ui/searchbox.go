package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// searchWait is how long the box waits for the next letter.
const searchWait = 120 * time.Millisecond

// searchRow is the height of one answer.
const searchRow = 46

// searchBox is the entry in the top bar and, under it, the answers. The entry
// keeps the focus while the answers are shown, so that typing goes on; arrows
// move and Enter goes there.
type searchBox struct {
	s     *Shell
	entry *kit.SearchEntry
	list  *kit.List
	panel *fyne.Container // over the page, under the entry
	empty *kit.Line
	card  *kit.Card

	names    *holidayNames
	commands []command
	found    []found
	asked    string   // the words that the answers are to
	recent   []string // the last words that led somewhere; they live as long as the window
	cursor   int
	wait     screen.Delay
	slot     screen.Slot[[]found]
}

func newSearchBox(s *Shell, names *holidayNames) *searchBox {
	b := &searchBox{s: s, names: names, commands: s.commands()}
	b.wait.Runner, b.slot.Runner = s.cfg.Runner, s.cfg.Runner
	b.entry = kit.NewSearchEntry(s.p.T("search.placeholder", nil), s.p.T("search.keys", nil), b.typed)
	b.entry.OnKey = b.key
	b.list = kit.NewList(searchRow, func() int { return len(b.found) }, b.newRow, b.fillRow, func(i int) { b.open(i) })
	b.list.SetLabel(s.p.T("search.answers", nil))
	b.list.SetKeys(strconv.Itoa)
	b.empty = kit.Text(s.p.T("search.nothing", nil), kit.Muted)
	b.card = kit.NewFlushCard("", container.NewStack(kit.Inset(14, 16, b.empty), b.list))
	b.panel = container.New(&underSearch{b}, b.card)
	b.hide()
	return b
}

// underSearch places the answers under the search entry.
type underSearch struct{ b *searchBox }

func (u *underSearch) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (u *underSearch) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	entry := u.b.entry.Object()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(entry)
	own := fyne.CurrentApp().Driver().AbsolutePositionForObject(u.b.panel)
	rows := max(1, min(len(u.b.found), 11))
	w := max(entry.Size().Width, min(560, size.Width-at.X-20))
	for _, o := range objs {
		o.Move(fyne.NewPos(at.X-own.X, at.Y-own.Y+entry.Size().Height+6))
		o.Resize(fyne.NewSize(w, kit.Scaled(searchRow)*float32(rows)+10))
	}
}

// row is one answer: what it is at the right, who or what at the left.
type row struct {
	*kit.Row
	kind *kit.Line
}

func (b *searchBox) newRow() fyne.CanvasObject {
	kind := kit.Text("", kit.Muted)
	return &row{Row: kit.NewRow(nil, "", "", kind, nil).SetMaxLines(1), kind: kind}
}

func (b *searchBox) fillRow(i int, o fyne.CanvasObject) {
	r, f := o.(*row), b.found[i]
	r.SetTitle(highlight(f.Title, b.asked, kit.Bold)...)
	r.SetSubtitleText(f.Detail)
	r.kind.SetText(b.s.p.T(foundLabels[f.Kind], nil))
}

// focus puts the keyboard into the box.
func (b *searchBox) focus() {
	b.s.win.Canvas().Focus(b.entry.Entry)
}

func (b *searchBox) typed(text string) {
	if b.s.book == nil {
		return
	}
	b.wait.Run(searchWait, func() { b.search(b.entry.Text) })
}

func (b *searchBox) search(text string) {
	env := b.s.env.Snapshot()
	b.slot.Run(func(ctx context.Context) ([]found, error) {
		return find(ctx, env, b.names, b.commands, text)
	}, func(fs []found, err error) {
		if err != nil {
			b.hide()
			b.s.Fail(err)
			return
		}
		b.show(fs, text)
	})
}

func (b *searchBox) show(fs []found, text string) {
	b.found, b.cursor, b.asked = fs, 0, text
	if text == "" {
		b.hide()
		return
	}
	b.empty.Hidden = len(fs) > 0
	b.list.Hidden = len(fs) == 0
	b.list.Refresh()
	b.list.ScrollToTop()
	b.mark()
	b.panel.Show()
	b.panel.Refresh()
}

// mark shows which answer Enter would open.
func (b *searchBox) mark() {
	b.list.SetCursor(b.cursor)
	b.list.SetSelected(strconv.Itoa(b.cursor))
}

// hide closes the answers and leaves the text.
func (b *searchBox) hide() {
	b.panel.Hide()
}

// clear empties the box.
func (b *searchBox) clear() {
	b.slot.Cancel()
	b.entry.SetValue("")
	b.entry.OnChanged("")
	b.hide()
}

// key takes the keys that belong to the answers before the entry sees them.
func (b *searchBox) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape:
		if b.panel.Visible() || b.entry.Text != "" {
			b.clear()
			return true
		}
		b.s.win.Canvas().Unfocus()
		return true
	case fyne.KeyDown, fyne.KeyUp:
		if b.entry.Text == "" && !b.panel.Visible() && len(b.recent) > 0 {
			b.showRecent()
			return true
		}
		if !b.panel.Visible() || len(b.found) == 0 {
			return false
		}
		step := 1
		if e.Name == fyne.KeyUp {
			step = -1
		}
		b.cursor = (b.cursor + step + len(b.found)) % len(b.found)
		b.mark()
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		if b.panel.Visible() && len(b.found) > 0 {
			b.open(b.cursor)
		}
		return true
	}
	return false
}

// mostRecent is how many searches are kept.
const mostRecent = 8

// remember keeps the words of a search that led somewhere.
func (b *searchBox) remember(words string) {
	words = strings.TrimSpace(words)
	if words == "" {
		return
	}
	b.recent = slices.DeleteFunc(b.recent, func(s string) bool { return s == words })
	b.recent = append([]string{words}, b.recent...)
	b.recent = b.recent[:min(len(b.recent), mostRecent)]
}

// showRecent offers the last searches again.
func (b *searchBox) showRecent() {
	b.found, b.cursor, b.asked = nil, 0, ""
	for _, s := range b.recent {
		b.found = append(b.found, found{Kind: foundRecent, Title: s})
	}
	b.empty.Hide()
	b.list.Show()
	b.list.Refresh()
	b.list.ScrollToTop()
	b.mark()
	b.panel.Show()
	b.panel.Refresh()
}

// open goes to an answer.
func (b *searchBox) open(i int) {
	if i < 0 || i >= len(b.found) {
		return
	}
	f := b.found[i]
	if f.Kind == foundHint {
		return
	}
	if f.Kind == foundRecent {
		b.entry.SetText(f.Title)
		return
	}
	b.remember(b.asked)
	b.clear()
	b.s.win.Canvas().Unfocus()
	if f.Do != nil {
		f.Do()
		return
	}
	b.s.Go(f.Route)
}

// commands are what can be done from the search box.
func (s *Shell) commands() []command {
	to := func(r screen.Route) func() { return func() { s.Go(r) } }
	c := func(id, also locales.ID, do func()) command {
		return command{name: s.p.T(id, nil), also: s.p.T(also, nil), do: do}
	}
	return []command{
		c("command.new_customer", "command.new_customer_also", to(screen.Route{Screen: screen.Customers}.With("new", "person"))),
		c("command.new_organisation", "command.new_organisation_also", to(screen.Route{Screen: screen.Customers}.With("new", "organisation"))),
		c("command.new_followup", "command.new_followup_also", to(screen.Route{Screen: screen.FollowUps}.With("new", "1"))),
		c("command.log", "command.log_also", s.logContact),
		c("command.new_request", "command.new_request_also", to(screen.Route{Screen: screen.Service}.With("new", "request"))),
		c("command.new_complaint", "command.new_complaint_also", to(screen.Route{Screen: screen.Service}.With("new", "complaint"))),
		c("command.new_order", "command.new_order_also", to(screen.Route{Screen: screen.Sales, Tab: "orders"}.With("new", "order"))),
		c("command.new_deal", "command.new_deal_also", to(screen.Route{Screen: screen.Sales, Tab: "deals"}.With("new", "deal"))),
		c("command.import", "command.import_also", to(screen.Route{Screen: screen.Import})),
		c("command.today", "command.today_also", to(screen.Route{Screen: screen.Today})),
		c("command.customers", "command.customers_also", to(screen.Route{Screen: screen.Customers})),
		c("command.trash", "command.trash_also", to(screen.Route{Screen: screen.Customers}.With("trash", "1"))),
		c("command.changes", "command.changes_also", to(screen.Route{Screen: screen.Customers, Tab: "changes"})),
		c("command.export", "command.export_also", to(screen.Route{Screen: screen.Customers, Tab: "export"})),
		c("command.duplicates", "command.duplicates_also", to(screen.Route{Screen: screen.Customers, Tab: "duplicates"})),
		c("command.calendar", "command.calendar_also", to(screen.Route{Screen: screen.Calendar})),
		c("command.followups", "command.followups_also", to(screen.Route{Screen: screen.FollowUps})),
		c("command.service", "command.service_also", to(screen.Route{Screen: screen.Service})),
		c("command.answers", "command.answers_also", to(screen.Route{Screen: screen.Service}.With("answers", "1"))),
		c("command.sales", "command.sales_also", to(screen.Route{Screen: screen.Sales})),
		c("command.loyalty", "command.loyalty_also", to(screen.Route{Screen: screen.Sales, Tab: "loyalty"})),
		c("command.insights", "command.insights_also", to(screen.Route{Screen: screen.Insights})),
		c("command.messages", "command.messages_also", to(screen.Route{Screen: screen.Messages})),
		c("command.segments", "command.segments_also", to(screen.Route{Screen: screen.Customers, Tab: "segments"})),
		c("command.lock", "command.lock_also", s.Lock),
		c("command.culture", "command.culture_also", to(screen.Route{Screen: screen.Culture})),
		c("command.settings", "command.settings_also", to(screen.Route{Screen: screen.Settings})),
		c("command.backup", "command.backup_also", to(screen.Route{Screen: screen.Settings, Tab: "backup"})),
		c("command.sharing", "command.sharing_also", to(screen.Route{Screen: screen.Settings, Tab: "safety"})),
		c("command.team", "command.team_also", to(screen.Route{Screen: screen.Settings, Tab: "team"})),
		c("command.rights", "command.rights_also", to(screen.Route{Screen: screen.Settings, Tab: "rights"})),
		c("command.undo", "command.undo_also", s.Undo),
		c("command.redo", "command.redo_also", s.Redo),
		c("command.close_book", "command.close_book_also", s.Leave),
	}
}
