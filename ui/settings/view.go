package settings

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/assets"
	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/settings/rights"
	"dragoman/ui/settings/team"
)

// View is the settings page: the choices, and beside them, when a book is open,
// what keeps it safe and with whom it is shared.
type View struct {
	p    *presenter
	page *kit.PageView
	tabs *kit.Tabs
	box  *fyne.Container

	owner   *kit.Entry
	company *kit.Entry
	// The same in Latin letters.
	latinOwner, latinCompany *kit.Entry
	about                    *kit.Line
	backups                  *backupCard // nil without a book
	private                  *privacyCard
	lock                     *lockCard
	sharing                  *sharingCard      // nil without a book that can be shared
	columns                  []*fyne.Container // of sharing and safety, and what holds them
	team                     *team.View
	rights                   *rights.View
	parts                    [4]fyne.CanvasObject
}

// The parts of the page by their tab.
const (
	choicesTab = iota
	safetyTab
	teamTab
	rightsTab
)

// What routes call the tabs after the first.
const (
	safety     = "safety"
	teamPage   = "team"
	rightsPage = "rights"
)

// New makes the settings page.
func New(env *screen.Env) *View {
	v := &View{about: kit.Text("", kit.Muted), box: container.NewStack()}
	v.p = newPresenter(env, v.render)
	left, right := kit.VBox(14, v.looks(env)), kit.VBox(14)
	v.lock = newLockCard(env)
	if env.Book != nil {
		left.Add(v.home(env))
		left.Add(v.work(env))
		right.Add(v.file(env))
		right.Add(v.targets(env))
		v.parts[safetyTab] = v.safe(env)
		v.team = team.New(env)
		v.parts[teamTab] = v.team.Content()
		v.rights = rights.New(env)
		v.parts[rightsTab] = v.rights.Content()
	} else {
		right.Add(v.lock.card)
	}
	right.Add(v.keys(env))
	right.Add(v.licences(env))
	v.parts[choicesTab] = kit.Scroll(kit.Columns(760, 0.5, left, right))
	v.tabs = kit.NewTabs(v.turn, env.T("settings.choices", nil), env.T("settings.safety", nil), env.T("team.tab", nil), env.T("settings.rights", nil))
	body := fyne.CanvasObject(v.box)
	if env.Book != nil {
		body = kit.VBox(14, v.tabs, kit.Grow(v.box))
	}
	v.page = kit.Page(env.T("settings.title", nil), "", nil, body)
	v.turn(choicesTab)
	v.render()
	return v
}

// safe is the page of sharing and safety: with whom the book is shared at the
// left, what protects it at the right.
func (v *View) safe(env *screen.Env) fyne.CanvasObject {
	v.backups, v.private = newBackupCard(env), newPrivacyCard(env, v.p, v.laid)
	left, right := kit.VBox(14), kit.VBox(14, v.backups.card, v.private.counts, v.lock.card)
	if env.Sharer != nil {
		v.sharing = newSharingCard(env, v.laid)
		left.Add(v.sharing.root)
	}
	left.Add(v.private.rules)
	v.columns = []*fyne.Container{left, right, kit.Columns(820, 0.5, left, right)}
	return kit.Scroll(v.columns[2])
}

// laid lays the page of sharing and safety out again, after a card has grown.
func (v *View) laid() {
	for _, c := range v.columns {
		c.Refresh()
	}
	if page := v.parts[safetyTab]; page != nil {
		page.Refresh()
	}
}

// TurnTo opens a tab, where a book is open.
func (v *View) TurnTo(i int) {
	if v.team != nil {
		v.tabs.Choose(i)
	}
}

// turn shows one part of the page.
func (v *View) turn(tab int) {
	kit.Turn(v.box, v.parts[tab])
	r := screen.Route{Screen: screen.Settings}
	switch tab {
	case safetyTab:
		r.Tab = safety
	case teamTab:
		r.Tab = teamPage
		v.team.Load()
	case rightsTab:
		r.Tab = rightsPage
		v.rights.Load()
	}
	if v.page != nil { // not while it is being made
		v.p.env.Shell.Replace(r)
	}
}

// looks are language, theme, text size and the week.
func (v *View) looks(env *screen.Env) fyne.CanvasObject {
	t := func(id locales.ID) string { return env.T(id, nil) }
	pr := env.Prefs.Get()
	langs := []kit.Option{{Value: "", Label: t("settings.language_system")}}
	for _, l := range locales.Languages() {
		langs = append(langs, kit.Option{Value: l.Tag, Label: l.NativeName})
	}
	lang := choose(langs, pr.Language, func(tag string) { v.p.setPrefs(func(p *prefs.Prefs) { p.Language = tag }) })
	look := choose([]kit.Option{
		{Value: "", Label: t("settings.theme_system")},
		{Value: "light", Label: t("settings.theme_light")},
		{Value: "dark", Label: t("settings.theme_dark")},
		{Value: "contrast", Label: t("settings.theme_contrast")},
	}, pr.Theme, func(s string) { v.p.setPrefs(func(p *prefs.Prefs) { p.Theme = s }) })
	size := choose([]kit.Option{
		{Value: "", Label: env.Printer.Percent(1)},
		{Value: "115", Label: env.Printer.Percent(1.15)},
		{Value: "130", Label: env.Printer.Percent(1.3)},
		{Value: "150", Label: env.Printer.Percent(1.5)},
	}, sizeCode(pr.Scale), func(s string) { v.p.setPrefs(func(p *prefs.Prefs) { p.Scale = sizes[s] }) })
	week := choose([]kit.Option{
		{Value: "", Label: t("settings.week_home")},
		{Value: "monday", Label: env.Printer.WeekdayLong(1)},
		{Value: "sunday", Label: env.Printer.WeekdayLong(0)},
		{Value: "saturday", Label: env.Printer.WeekdayLong(6)},
	}, pr.FirstDay, func(s string) { v.p.setPrefs(func(p *prefs.Prefs) { p.FirstDay = s }) })
	return kit.NewCard(t("settings.looks"), kit.VBox(14,
		kit.EqualColumns(200, kit.NewField(t("settings.language"), lang), kit.NewField(t("settings.theme"), look)),
		kit.EqualColumns(200, kit.NewField(t("settings.size"), size), kit.NewField(t("settings.week"), week)),
	))
}

// sizes are the text sizes by their code.
var sizes = map[string]float32{"": 0, "115": 1.15, "130": 1.3, "150": 1.5}

func sizeCode(scale float32) string {
	for code, s := range sizes {
		if s == scale {
			return code
		}
	}
	return ""
}

func choose(options []kit.Option, value string, changed func(string)) *kit.Select {
	s := kit.NewSelect("", options, changed)
	s.SetSelected(value)
	return s
}

// home is where the owner is, which belongs to the book.
func (v *View) home(env *screen.Env) fyne.CanvasObject {
	t := func(id locales.ID) string { return env.T(id, nil) }
	var countries []kit.Option
	for _, cc := range env.Printer.Countries() {
		countries = append(countries, kit.Option{Value: cc, Label: env.Printer.Country(cc), Search: cc})
	}
	culture := kit.NewSelect(t("start.choose"), countries, v.p.setCulture)
	culture.SetFilterHint(t("common.search"))
	culture.SetSelected(env.Settings.HomeCulture)
	places := []kit.Option{{Value: "", Label: t("settings.zone_system")}}
	for _, z := range zones(env.Printer) {
		loc, _ := time.LoadLocation(z) // zones has looked
		places = append(places, kit.Option{Value: z, Label: env.Printer.Zone(z), Search: z, Detail: env.Printer.UTCOffset(env.Now().In(loc))})
	}
	zone := kit.NewSelect("", places, v.p.setZone)
	zone.SetFilterHint(t("common.search"))
	zone.SetSelected(env.Settings.HomeZone)
	entry := func(hint locales.ID, value string) *kit.Entry {
		e := kit.NewEntry(t(hint))
		e.SetValue(value)
		return e
	}
	v.owner, v.company = entry("start.owner_hint", env.Settings.OwnerName), entry("settings.company_hint", env.Settings.Company)
	v.latinOwner, v.latinCompany = entry("settings.latin_owner_hint", env.Settings.OwnerLatin), entry("settings.latin_company_hint", env.Settings.CompanyLatin)
	keep := kit.NewButton(t("common.save"), kit.Secondary, func() { v.p.setOwner(v.signer()) })
	latin := kit.VBox(4, kit.EqualColumns(200,
		kit.NewField(t("settings.latin_owner"), v.latinOwner),
		kit.NewField(t("settings.latin_company"), v.latinCompany)),
		kit.Wrap(t("settings.latin_why"), kit.Muted))
	body := kit.VBox(14)
	ask := func(string) {
		latin.Hidden = !v.signer().latinWanted()
		body.Refresh()
	}
	v.owner.OnChanged, v.company.OnChanged = ask, ask
	body.Objects = []fyne.CanvasObject{
		kit.EqualColumns(200,
			kit.NewField(t("start.culture"), culture).SetHint(t("start.culture_hint")),
			kit.NewField(t("settings.zone"), zone)),
		kit.NewField(t("start.owner"), v.owner).SetHint(t("sync.me_why")),
		kit.NewField(t("settings.company"), v.company).SetHint(t("settings.company_why")),
		latin,
		kit.HBox(0, keep, kit.Space()),
	}
	ask("")
	return kit.NewCard(t("settings.home"), body)
}

// signer is what the fields say.
func (v *View) signer() signer {
	return signer{v.owner.Text, v.company.Text, v.latinOwner.Text, v.latinCompany.Text}
}

// file is where the book lies.
func (v *View) file(env *screen.Env) fyne.CanvasObject {
	t := func(id locales.ID) string { return env.T(id, nil) }
	path := env.Books.Path()
	row := []fyne.CanvasObject{
		kit.NewButton(t("settings.open_folder"), kit.Secondary, func() { env.Shell.OpenURL("file://" + v.p.folder()) }),
		kit.NewButton(t("settings.copy_path"), kit.Secondary, func() { env.Shell.Copy(path) }),
		kit.NewButton(t("settings.close_book"), kit.Secondary, env.Books.Leave),
	}
	return kit.NewCard(t("settings.file"), kit.VBox(12,
		kit.VBox(4, kit.Wrap(path, kit.Body), v.about), kit.Flow(8, row...)))
}

// keys lists the shortcuts.
func (v *View) keys(env *screen.Env) fyne.CanvasObject {
	rows := kit.VBox(6)
	for _, k := range []struct{ key, what locales.ID }{
		{"keys.search_key", "keys.search"},
		{"keys.new_key", "keys.new"},
		{"keys.followup_key", "keys.followup"},
		{"keys.import_key", "keys.import"},
		{"keys.log_key", "keys.log"},
		{"keys.places_key", "keys.places"},
		{"keys.tabs_key", "keys.tabs"},
		{"keys.parts_key", "keys.parts"},
		{"keys.back_key", "keys.back"},
		{"keys.save_key", "keys.save"},
		{"keys.undo_key", "keys.undo"},
		{"keys.lock_key", "keys.lock"},
		{"keys.escape_key", "keys.escape"},
	} {
		rows.Add(kit.HBox(10, kit.FixedWidth(130, kit.Text(env.T(k.key, nil), kit.Muted)), kit.Grow(kit.Wrap(env.T(k.what, nil), kit.Small))))
	}
	rows.Add(kit.Wrap(env.T("keys.ime", nil), kit.Muted))
	return kit.NewCard(env.T("keys.title", nil), rows)
}

// licences says what the program is and on what it is built.
func (v *View) licences(env *screen.Env) fyne.CanvasObject {
	show := kit.NewButton(env.T("settings.notices", nil), kit.Secondary, func() { v.notices(env) })
	return kit.NewCard(env.T("settings.about", nil), kit.VBox(12,
		kit.Wrap(env.T("settings.about_text", nil), kit.Body), kit.HBox(0, show, kit.Space())))
}

// notices shows the licences of others. They are long, so they are shown one
// line after another in a list.
func (v *View) notices(env *screen.Env) {
	lines := strings.Split(assets.Notices, "\n")
	list := kit.NewList(20, func() int { return len(lines) },
		func() fyne.CanvasObject { return kit.Text("", kit.Small) },
		func(i int, o fyne.CanvasObject) { o.(*kit.Line).SetText(lines[i]) }, nil)
	box := container.NewStack(kit.FixedSize(700, 460, list))
	d := kit.NewDialog(env.T("settings.notices", nil), box, kit.Action{Label: env.T("common.close", nil), Kind: kit.Primary})
	d.SetWidth(760).Show(fyne.CurrentApp().Driver().CanvasForObject(v.page))
}

func (v *View) render() {
	if v.p.env.Book != nil {
		v.about.SetText(v.p.env.N("settings.customers", v.p.customers, nil))
	}
}

// Content implements the shell's Screen.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show implements the shell's Screen. The tabs "backup" and "safety" are the
// second one.
func (v *View) Show(r screen.Route) {
	tab := choicesTab
	switch {
	case v.parts[safetyTab] == nil || r.Tab == "":
	case r.Tab == teamPage:
		tab = teamTab
		v.team.Load()
	case r.Tab == rightsPage:
		tab = rightsTab
		v.rights.Load()
	default:
		tab = safetyTab
	}
	v.tabs.SetSelected(tab)
	kit.Turn(v.box, v.parts[tab])
	v.p.load()
	if v.private != nil {
		v.private.shown = true
		v.private.p.Load()
	}
	v.lock.ask()
	if k := v.p.env.Keeper; k != nil && v.backups != nil {
		k.Listen = func() {
			v.backups.render()
			v.laid()
		}
		k.Load(nil)
	}
	if x := v.p.env.Sharer; x != nil && v.sharing != nil {
		x.Listen = v.sharing.render
		v.sharing.s.load()
		if r.Arg("join") != "" {
			v.p.env.Shell.Replace(screen.Route{Screen: screen.Settings, Tab: r.Tab}) // it is asked once, not at every return
			v.sharing.join()
		}
	}
}

// Changed implements the shell's Screen.
func (v *View) Changed(changes []book.Change) {
	v.p.load()
	if v.private != nil && v.private.shown {
		v.private.p.Load()
	}
	if v.sharing != nil && slices.ContainsFunc(changes, func(c book.Change) bool { return c.Entity == book.EntityConflicts || c.Entity == book.EntityAll }) {
		v.sharing.s.loadAnswers()
	}
}

// Leave implements the shell's Screen.
func (v *View) Leave() {
	if v.rights != nil {
		v.rights.Leave()
	}
	v.p.total.Cancel()
	if v.private != nil {
		v.private.shown = false
		v.private.p.load.Cancel()
	}
	if k := v.p.env.Keeper; k != nil {
		k.Listen = nil
	}
	if x := v.p.env.Sharer; x != nil {
		x.Listen = nil
	}
}
