package logbox

import (
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/whofield"
	"dragoman/ui/internal/words"
)

// keys are the kinds in the order of the buttons, each with its key.
var keys = []struct {
	key  rune
	kind book.InteractionKind
}{
	{'c', book.CallMade},
	{'m', book.MessageSent},
	{'e', book.MailSent},
	{'t', book.Meeting},
	{'v', book.VisitPaid},
	{'g', book.GiftGiven},
	{'s', book.Commented},
	{'o', book.OtherTouch},
}

// Box draws a Form as a dialog.
type Box struct {
	env    *screen.Env
	f      *Form
	dialog *kit.Dialog
	canvas fyne.Canvas
	body   *fyne.Container
	fields map[string]*kit.Field

	who                 *whofield.Field
	kind                *kit.KeyChoice
	social              *kit.Select
	network             *kit.Entry
	socials             fyne.CanvasObject
	text                *kit.Entry
	gift                *kit.Paragraph
	direction           *kit.Segmented
	day, clock, minutes *kit.Entry
	next                *kit.Entry
	nextDay             *dayfield.Field
	becomes             *kit.Paragraph
	keep                *kit.Button
	keepRow             *fyne.Container
	more                *kit.Button
	details             *fyne.Container
	language            *kit.Select
	present             *kit.Entry
	outcome, mood       *kit.Select
	counts              *kit.Check
	files               *fyne.Container
	paths               []string
	reading             *kit.Paragraph
	typed               time.Time // when a text was changed last
	offered             bool      // a day was offered for the next step
}

// Open opens the box over a window.
func Open(env *screen.Env, c fyne.Canvas, ask Ask) {
	if c == nil {
		return
	}
	b := &Box{env: env, canvas: c, fields: map[string]*kit.Field{}}
	b.f = NewForm(env, ask, func() { b.render() })
	b.f.Load(b.show)
}

func (b *Box) show() {
	b.build()
	b.set(b.f.Start())
	b.dialog = kit.NewDialog(b.title(), b.layout(),
		kit.Action{Label: b.env.T("common.cancel", nil)},
		kit.Action{Label: b.env.T("log.save", nil), Kind: kit.Primary, Stay: true, Tapped: b.save}).SetWidth(620)
	b.dialog.SetOnDismissed(b.f.Stop)
	b.dialog.Show(b.canvas)
	b.f.Look(b.inputs())
	switch {
	case b.f.Who == nil:
		b.canvas.Focus(b.who.Entry)
	case b.f.Asked().Edit != nil || b.f.Asked().Text != "" || b.f.Asked().Kind != "":
		b.canvas.Focus(b.text) // what it was is known: the next letters are words
	default:
		b.canvas.Focus(b.kind)
	}
}

func (b *Box) title() string {
	t, ask := b.env.T, b.f.Asked()
	switch {
	case ask.FollowUp != nil && b.f.Who != nil:
		return t("log.title_done_for", locales.V{"Title": ask.FollowUp.Title, "Name": b.f.Who.Name.Full})
	case ask.FollowUp != nil:
		return t("log.title_done", locales.V{"Title": ask.FollowUp.Title})
	case b.f.Who == nil:
		return t("log.title", nil)
	case ask.Edit != nil:
		return t("log.title_edit", locales.V{"Name": b.f.Who.Name.Full})
	}
	return t("log.title_with", locales.V{"Name": b.f.Who.Name.Full})
}

// build makes the controls.
func (b *Box) build() {
	t := b.env.T
	look := func(string) { b.f.Look(b.inputs()) }
	b.who = whofield.New(whofield.Form{
		Hint: t("log.who_hint", nil), Search: b.f.Search, Found: func() []book.CustomerRow { return b.f.Found },
		Choose: b.choose, Where: func(c book.CustomerRow) string { return whereText(b.env.Printer, c) }, Focus: kit.Focus,
	})
	var runes []rune
	var labels []string
	for _, k := range keys {
		runes = append(runes, k.key)
		labels = append(labels, t("log.kind_key", locales.V{"Kind": b.kindWord(k.kind), "Key": string(k.key - 'a' + 'A')}))
	}
	b.kind = kit.NewKeyChoice(runes, func(int) { look("") }, func(int) { b.canvas.Focus(b.afterKind()) }, labels...)
	var socials []kit.Option
	for _, k := range book.SocialKinds() {
		socials = append(socials, kit.Option{Value: string(k), Label: words.Touch(b.env.Printer, k)})
	}
	b.social = kit.NewSelect("", socials, look)
	b.network = kit.NewEntry(t("log.network_hint", nil))
	b.text = kit.NewMultiLine(t("log.text_hint", nil), 2)
	b.text.OnChanged = func(text string) {
		b.typed = time.Now()
		if len(b.f.Gift) > 0 || b.inputs().Kind == book.GiftGiven {
			look(text)
		}
	}
	b.text.OnKey = b.enterIn(b.text)
	b.gift = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
	b.direction = kit.NewSegmented(nil, t("log.direction_out", nil), t("log.direction_in", nil))
	b.day, b.clock, b.minutes = kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry("")
	b.next = kit.NewEntry(t("log.next_hint", nil))
	b.next.OnKey = b.enterIn(b.next)
	b.next.OnChanged = func(text string) {
		b.typed = time.Now()
		b.offerDay(text != "")
	}
	b.nextDay = dayfield.New(b.env, b.f.today, func() { look("") })
	b.becomes = kit.Wrap("", kit.Small).SetColor(kit.InkMuted)
	b.keep = kit.NewButton("", kit.Quiet, func() { b.f.KeepDay(!b.f.Next.Keep) })
	b.buildDetails()
}

// afterKind is where the keyboard goes once the kind is chosen.
func (b *Box) afterKind() fyne.Focusable {
	if b.inputs().Kind.Social() {
		return b.social
	}
	return b.text
}

func (b *Box) buildDetails() {
	t, p := b.env.T, b.env.Printer
	none := kit.Option{Label: t("log.not_said", nil)}
	languages := []kit.Option{none}
	for _, tag := range b.f.Languages() {
		languages = append(languages, kit.Option{Value: tag, Label: p.Language(tag)})
	}
	b.language = kit.NewSelect(none.Label, languages, nil).SetFilterHint(t("common.search", nil))
	b.present = kit.NewEntry(t("log.present_hint", nil))
	outcomes, moods := []kit.Option{none}, []kit.Option{none}
	for _, o := range book.Outcomes() {
		outcomes = append(outcomes, kit.Option{Value: string(o), Label: words.Outcome(p, o)})
	}
	for _, m := range book.Moods() {
		moods = append(moods, kit.Option{Value: string(m), Label: words.Feeling(p, m)})
	}
	b.outcome = kit.NewSelect(none.Label, outcomes, func(string) { b.f.Look(b.inputs()) })
	b.mood = kit.NewSelect(none.Label, moods, nil)
	b.counts = kit.NewCheck(t("log.counts", nil), true, func(bool) { b.f.Counted() })
	b.files = kit.Flow(6)
	b.reading = kit.Wrap("", kit.Muted)
	b.more = kit.NewDropButton(t("log.more", nil), b.toggle)
}

// toggle shows or hides what is seldom needed.
func (b *Box) toggle() {
	b.details.Hidden = !b.details.Hidden
	b.body.Refresh()
	b.dialog.Refresh()
	if !b.details.Hidden {
		b.canvas.Focus(b.language)
	}
}

func (b *Box) field(key string, label locales.ID, o fyne.CanvasObject) *kit.Field {
	name := ""
	if label != "" {
		name = b.env.T(label, nil)
	}
	f := kit.NewField(name, o)
	b.fields[key] = f
	return f
}

func (b *Box) layout() fyne.CanvasObject {
	two := func(x, y fyne.CanvasObject) fyne.CanvasObject { return kit.EqualColumns(200, x, y) }
	b.socials = two(b.field("social", "log.social", b.social), b.field("network", "log.network", b.network))
	when := b.field("when", "log.when", kit.HBox(8, kit.FixedWidth(124, b.day), kit.FixedWidth(76, b.clock)))
	attach := kit.NewIconButton(kit.IconPlus, b.env.T("log.attach", nil), kit.Secondary, b.attach)
	b.details = kit.VBox(12,
		two(b.field("language", "log.language", b.language), b.field("minutes", "log.minutes", b.minutes)),
		b.field("present", "log.present", b.present),
		two(b.field("outcome", "log.outcome", b.outcome), b.field("mood", "log.mood", b.mood)),
		kit.VBox(4, b.counts, kit.Wrap(b.env.T("log.counts_not", nil), kit.Muted)),
		b.field("file", "", kit.VBox(8, b.files, b.reading, kit.HBox(0, attach, kit.Space()))))
	s := b.f.Start()
	b.details.Hidden = s.Language+s.Minutes+s.Present+string(s.Outcome)+string(s.Mood) == ""
	body := kit.VBox(12)
	if b.f.Asked().Customer == "" {
		body.Add(b.field("customer", "log.who", b.who.Object))
	}
	for _, o := range []fyne.CanvasObject{
		b.field("kind", "log.kind", b.kind), b.socials, b.field("text", "log.text", b.text), b.gift,
		kit.HBoxTop(kit.Gap, b.field("direction", "log.direction", b.direction), kit.Space(), when),
	} {
		body.Add(o)
	}
	b.addNext(body)
	body.Add(kit.HBox(0, b.more, kit.Space()))
	body.Add(b.details)
	b.body = body
	return body
}

// addNext adds the next step, or says where the one that was agreed is.
func (b *Box) addNext(body *fyne.Container) {
	if i := b.f.Asked().Edit; i != nil && i.NextID != "" {
		body.Add(kit.Wrap(b.env.T("log.next_exists", locales.V{"Step": i.NextStep}), kit.Muted))
		return
	}
	body.Add(b.field("next", "log.next", b.next))
	body.Add(kit.NewField(b.env.T("log.next_day", nil), b.nextDay.Object))
	b.keepRow = kit.HBox(12, kit.Grow(b.becomes), b.keep)
	body.Add(b.keepRow)
}

// kindWord is a kind on its button.
func (b *Box) kindWord(k book.InteractionKind) string {
	switch {
	case k.Social():
		return b.env.T("log.kind_social", nil)
	case k == book.OtherTouch:
		return b.env.T("log.kind_other", nil)
	}
	return words.Touch(b.env.Printer, k)
}

// set fills the controls.
func (b *Box) set(in Inputs) {
	b.social.SetSelected(string(book.Commented))
	for i, k := range keys {
		if k.kind == in.Kind || k.kind.Social() && in.Kind.Social() {
			b.kind.SetSelected(i)
		}
	}
	if in.Kind.Social() {
		b.social.SetSelected(string(in.Kind))
	}
	if in.Direction == book.FromThem {
		b.direction.SetSelected(1)
	}
	for e, text := range map[*kit.Entry]string{
		b.network: in.Network, b.text: in.Text, b.day: in.Day, b.clock: in.Time, b.minutes: in.Minutes, b.next: in.Next, b.present: in.Present,
	} {
		e.SetValue(text)
	}
	b.language.SetSelected(in.Language)
	b.outcome.SetSelected(string(in.Outcome))
	b.mood.SetSelected(string(in.Mood))
	b.counts.SetOn(in.Counts)
	b.who.Render(b.f.Who)
}

// inputs reads the controls.
func (b *Box) inputs() Inputs {
	kind := keys[b.kind.Selected()].kind
	if kind.Social() {
		kind = book.InteractionKind(b.social.Selected())
	}
	return Inputs{
		Kind: kind, Direction: []book.Direction{book.FromUs, book.FromThem}[b.direction.Selected()], Text: b.text.Text,
		Day: b.day.Text, Time: b.clock.Text, Minutes: b.minutes.Text, Language: b.language.Selected(), Present: b.present.Text,
		Network: b.network.Text, Outcome: book.Outcome(b.outcome.Selected()), Mood: book.Mood(b.mood.Selected()),
		Next: b.next.Text, NextDay: b.nextDay.Entry.Text, Counts: b.counts.On(), Files: b.paths,
	}
}

// choose takes a customer and gives the keyboard to what comes next.
func (b *Box) choose(c *book.CustomerRow) {
	b.f.Choose(c, b.inputs())
	if c != nil {
		b.canvas.Focus(b.kind)
	}
}

// The pause in which an Enter may still turn out to end a composition: the
// toolkit does not say that one is under way (fyne#618), but its text comes with
// the key or right after it.
const composing = 60 * time.Millisecond

// enterIn saves on Enter. With Shift it begins a new line; when text comes with
// the key, it has ended a composition and saves nothing.
func (b *Box) enterIn(entry *kit.Entry) func(*fyne.KeyEvent) bool {
	return func(e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
			return false
		}
		if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
			return false
		}
		text := entry.Text
		last, _ := utf8.DecodeLastRuneInString(text)
		if last > utf8.RuneSelf && last != utf8.RuneError && time.Since(b.typed) < composing {
			return true
		}
		b.env.Runner.After(composing, func() {
			if entry.Text == text && b.dialog.Open() {
				b.save()
			}
		})
		return true
	}
}

// inAWeek is when a next step is offered, unless the user names a day.
const inAWeek = 7

// offerDay offers a day once a next step is written, and takes it back when the
// step is wiped out. A day that the user empties stays empty.
func (b *Box) offerDay(step bool) {
	switch {
	case b.keepRow == nil: // the touch has its follow-up already
	case step && !b.offered && b.nextDay.Entry.Text == "":
		b.offered = true
		b.nextDay.Set(b.f.today + inAWeek)
	case !step && b.offered:
		b.offered = false
		if d, ok := b.nextDay.Day(); ok && d == b.f.today+inAWeek {
			b.nextDay.Entry.SetText("")
		}
	}
}

func (b *Box) save() { b.f.Save(b.inputs(), b.dialog.Hide) }

// attach asks for files.
func (b *Box) attach() {
	b.env.Shell.PickFiles(b.env.T("log.attach", nil), nil, func(paths []string) {
		b.paths = append(b.paths, paths...)
		b.render()
	})
}
