package ui

import (
	"fmt"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"dragoman/data/almanac"
	"dragoman/locales"
	calendarview "dragoman/ui/calendar"
	cultureview "dragoman/ui/culture"
	"dragoman/ui/customers"
	"dragoman/ui/followups"
	"dragoman/ui/importer"
	"dragoman/ui/insights"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/messages"
	"dragoman/ui/sales"
	"dragoman/ui/service"
	"dragoman/ui/settings"
	"dragoman/ui/start"
	"dragoman/ui/today"
)

// makers make the screens when they are first shown.
var makers = map[screen.Name]func(*screen.Env) Screen{
	screen.Start:     func(e *screen.Env) Screen { return start.New(e) },
	screen.Today:     func(e *screen.Env) Screen { return today.New(e) },
	screen.Customers: func(e *screen.Env) Screen { return customers.New(e) },
	screen.Calendar:  func(e *screen.Env) Screen { return calendarview.New(e) },
	screen.Culture:   func(e *screen.Env) Screen { return cultureview.New(e) },
	screen.Insights:  func(e *screen.Env) Screen { return insights.New(e) },
	screen.FollowUps: func(e *screen.Env) Screen { return followups.New(e) },
	screen.Service:   func(e *screen.Env) Screen { return service.New(e) },
	screen.Sales:     func(e *screen.Env) Screen { return sales.New(e) },
	screen.Messages:  func(e *screen.Env) Screen { return messages.New(e) },
	screen.Import:    func(e *screen.Env) Screen { return importer.New(e) },
	screen.Settings:  func(e *screen.Env) Screen { return settings.New(e) },
}

// railPlace is the place in the rail that a screen belongs to.
func railPlace(n screen.Name) string {
	if n == screen.Import {
		return string(screen.Customers)
	}
	return string(n)
}

// dress puts the chosen look on the program.
func (s *Shell) dress() {
	mode := kit.Light
	switch s.prefs.Theme {
	case "dark":
		mode = kit.Dark
	case "contrast":
		mode = kit.HighContrast
	case "":
		if systemSaysLook() && s.cfg.App.Settings().ThemeVariant() == theme.VariantDark {
			mode = kit.Dark
		}
	}
	scale := s.prefs.Scale
	if scale < 0.8 || scale > 2 {
		scale = 1
	}
	s.cfg.App.Settings().SetTheme(kit.NewTheme(mode, scale))
}

// systemSaysLook reports whether the system can tell light from dark. Without a
// session bus a Linux desktop cannot, and the toolkit would guess dark.
func systemSaysLook() bool {
	return runtime.GOOS != "linux" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != ""
}

// build makes the window's content and forgets the screens: after a change of
// book, language or look all of them are made anew.
func (s *Shell) build() {
	for _, sc := range s.screens {
		sc.Leave()
	}
	s.screens = map[screen.Name]Screen{}
	s.outdated = false
	s.p = s.printer()
	kit.SetLanguage(s.p.Tag())
	kit.SetNothing(s.p.T("common.no_match", nil))
	if err := lang.AddTranslationsForLocale(locales.FyneStrings(s.p.Tag()), lang.SystemLocale()); err != nil {
		s.Fail(fmt.Errorf("toolkit words: %w", err))
	}
	if s.almanac == nil {
		a, err := almanac.Default()
		if err != nil {
			panic(err) // the almanac is built in and held by tests
		}
		s.almanac = a
	}
	s.lend()
	s.env = &screen.Env{
		Book: s.book, Almanac: s.laid(), Library: s.library, Index: s.index, Printer: s.p, Runner: s.cfg.Runner, Shell: s, Books: s, Prefs: s, Keeper: s.keeper, Sharer: s.sharer, Figures: s.figures, Drafts: s.drafts,
		Settings: s.settings, Home: s.home(), FirstDay: s.p.FirstDay(),
	}
	s.sitDown()
	s.win.SetTitle(s.title())
	s.rail = kit.NewRail(s.p.T("shell.brand", nil), s.p.T("shell.tagline", nil), s.places(), func(id string) {
		s.Go(screen.Route{Screen: screen.Name(id)})
	})
	s.rail.SetOnStatus(func() {
		if s.book != nil {
			s.Go(screen.Route{Screen: screen.Settings, Tab: "safety"})
		}
	})
	s.tellState()
	s.search = newSearchBox(s, &s.holidays)
	s.toasts = kit.NewToasts()
	s.frame.Objects = []fyne.CanvasObject{s.layout(), s.search.panel, s.toasts}
	s.frame.Refresh()
}

// sitDown gives the cases of the book the clock of both sides and the words of
// their follow-ups, as the almanac, the settings and the language now are.
func (s *Shell) sitDown() {
	if s.book != nil {
		s.book.SetDesk(casework.Desk(s.env.Snapshot()))
	}
}

func (s *Shell) title() string {
	if s.settings.Demo {
		return s.p.T("shell.title_demo", nil)
	}
	return s.p.T("shell.brand", nil)
}

// places are the entries of the rail.
func (s *Shell) places() []kit.RailItem {
	item := func(p place) kit.RailItem {
		return kit.RailItem{ID: string(p.name), Icon: p.icon, Label: s.p.T(p.label, nil)}
	}
	foot := item(place{screen.Settings, kit.IconSettings, "rail.settings"})
	foot.Bottom = true
	if s.book == nil {
		return []kit.RailItem{item(place{screen.Start, kit.IconBook, "rail.start"}), foot}
	}
	var out []kit.RailItem
	for _, p := range places {
		out = append(out, item(p))
	}
	return append(out, foot)
}

// place is an entry of the rail.
type place struct {
	name  screen.Name
	icon  kit.IconName
	label locales.ID
}

// places are those of a book, in the order of the rail and of their keys.
var places = []place{
	{screen.Today, kit.IconToday, "rail.today"},
	{screen.Customers, kit.IconPeople, "rail.customers"},
	{screen.Calendar, kit.IconCalendar, "rail.calendar"},
	{screen.FollowUps, kit.IconTasks, "rail.followups"},
	{screen.Service, kit.IconChat, "rail.service"},
	{screen.Sales, kit.IconSales, "rail.sales"},
	{screen.Messages, kit.IconMail, "rail.messages"},
	{screen.Culture, kit.IconCulture, "rail.culture"},
	{screen.Insights, kit.IconInsights, "rail.insights"},
}

// layout is the rail at the left, the bar above and the page under it. A demo
// book says so above every screen.
func (s *Shell) layout() fyne.CanvasObject {
	s.page.Objects = nil
	var bar fyne.CanvasObject
	s.bar = nil
	if s.book == nil {
		bar = kit.NewTopBar(kit.Space())
	} else {
		imp := kit.NewButton(s.p.T("shell.import", nil), kit.Secondary, func() { s.Go(screen.Route{Screen: screen.Import}) })
		add := kit.NewIconButton(kit.IconPlus, s.p.T("shell.new_customer", nil), kit.Primary, s.newCustomer)
		bar = kit.NewTopBar(s.search.entry.Object(), imp, add)
		s.bar = []fyne.Focusable{s.search.entry.Entry, imp, add}
	}
	var strip fyne.CanvasObject
	if s.settings.Demo {
		reset := kit.NewButton(s.p.T("shell.demo_reset", nil), kit.Quiet, func() { s.Demo(true) })
		leave := kit.NewButton(s.p.T("shell.demo_leave", nil), kit.Quiet, s.Leave)
		strip = kit.NewBanner(kit.Saffron, kit.IconInfo, s.p.T("shell.demo", nil), reset, leave)
		s.bar = append(s.bar, reset, leave)
	}
	return kit.Surface(kit.Ground, kit.Frame(s.rail, bar, strip, s.page))
}

func (s *Shell) newCustomer() {
	s.Go(screen.Route{Screen: screen.Customers}.With("new", "person"))
}
