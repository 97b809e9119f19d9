package culture

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/written"
)

// scriptView draws the script that is chosen, filled for a customer, and what
// fills it.
type scriptView struct {
	v         *View
	stage     *kit.Select
	lang      *kit.Select
	channel   *kit.Segmented
	formality *kit.Segmented
	who       *kit.Entry
	offers    *fyne.Container
	slots     *fyne.Container
	asked     string // for which customer, script and slots the entries stand
	entries   map[string]*kit.Entry
	offer     offerView
}

func newScriptView(v *View) *scriptView {
	s := &scriptView{v: v, offers: kit.VBox(0), slots: kit.VBox(10), entries: map[string]*kit.Entry{}, offer: offerView{v: v}}
	var stages []kit.Option
	for _, x := range lib.Stages {
		stages = append(stages, kit.Option{Value: x, Label: v.t(counsel.StageName(x))})
	}
	s.stage = kit.NewSelect("", stages, v.p.SetStage).SetFilterHint(v.t("common.search"))
	s.lang = kit.NewSelect(v.t("culture.language"), nil, v.p.SetLang).SetFilterHint(v.t("common.search"))
	s.channel = kit.NewSegmented(func(i int) { v.p.SetChannel(lib.ScriptChannels[i]) }, names(v, lib.ScriptChannels, counsel.ChannelName)...)
	s.formality = kit.NewSegmented(func(i int) { v.p.SetFormality(lib.Formalities[i]) }, names(v, lib.Formalities, counsel.FormalityName)...)
	s.who = kit.NewEntry(v.t("culture.whom_hint"))
	s.who.OnChanged = v.p.FindCustomers
	return s
}

func names(v *View, codes []string, name func(string) locales.ID) (list []string) {
	for _, c := range codes {
		list = append(list, v.t(name(c)))
	}
	return list
}

// draw is the middle: which script, and how it would be sent.
func (s *scriptView) draw() fyne.CanvasObject {
	v, p := s.v, s.v.p
	options, chosen := languages(v, v.env.Library.ScriptLanguages(), p.Lang)
	s.lang.SetOptions(options)
	s.lang.SetSelected(chosen)
	s.stage.SetSelected(p.Scripts.Stage)
	s.channel.SetSelected(slices.Index(lib.ScriptChannels, p.Scripts.Channel))
	s.formality.SetSelected(slices.Index(lib.Formalities, p.Scripts.Formality))
	head := kit.Flow(8, s.stage, s.lang, s.channel, s.formality)
	script, ok := p.Script()
	if !ok {
		text := v.env.T("culture.no_scripts", locales.V{"Language": v.env.Printer.Language(p.Lang)})
		return kit.VBox(kit.Gap, head, kit.NewCard("", kit.Wrap(text, kit.MutedBody)), v.added("culture.add_script", p.NewScript, nil))
	}
	subject, text, missing, _ := p.Filled()
	box := kit.VBox(10)
	if subject != "" {
		box.Add(kit.HBoxTop(12, kit.FixedWidth(64, kit.Text(v.t("culture.subject"), kit.Label).SetColor(kit.InkMuted)),
			kit.Grow(kit.WrapRich(s.marked(subject, script.Language, kit.Bold)...).In(script.Language))))
		box.Add(kit.NewDivider())
	}
	for _, paragraph := range strings.Split(text, "\n") {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		box.Add(kit.WrapRich(s.marked(paragraph, script.Language, kit.Body)...).In(script.Language))
	}
	box.Add(kit.NewDivider())
	if len(missing) > 0 {
		box.Add(kit.Wrap(v.env.T("culture.missing", locales.V{"Slots": v.env.Printer.List(names(v, missing, counsel.SlotName))}), kit.Small).SetColor(kit.Saffron.Text()))
	}
	if !script.Own && !script.NativeReview {
		box.Add(kit.Wrap(v.t("culture.unreviewed"), kit.Muted))
	}
	box.Add(s.actions())
	card := kit.NewCard(v.t(counsel.StageName(script.Stage)), box)
	if script.Own {
		return kit.VBox(kit.Gap, head, card.SetAside(kit.Pad(-7, 0, -7, 0, v.more(script.ID, text, true))))
	}
	return kit.VBox(kit.Gap, head, card, v.added("culture.add_script", p.NewScript, nil))
}

// marked writes a text with its open slots in the colour of what asks for
// care.
func (s *scriptView) marked(text, lang string, style kit.Style) []kit.Span {
	var spans []kit.Span
	for {
		before, rest, open := strings.Cut(text, "{")
		slot, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return append(spans, kit.Span{Text: text, Style: style, Lang: lang})
		}
		spans = append(spans, kit.Span{Text: before, Style: style, Lang: lang}, kit.Span{Text: "{" + s.v.t(counsel.SlotName(slot)) + "}", Style: style, Color: kit.Saffron.Text()})
		text = after
	}
}

var sendNames = map[string]locales.ID{"mail": "culture.send_mail", "phone": "culture.send_phone", "messenger": "culture.send_messenger"}

// actions copy the script or open it where it is sent. Both write down that it
// was.
func (s *scriptView) actions() fyne.CanvasObject {
	v, p := s.v, s.v.p
	if why, barred := p.Barred(); barred {
		return s.barred(why)
	}
	copyIt := kit.NewIconButton(kit.IconCopy, v.t("culture.copy"), kit.Secondary, p.Copy)
	send := kit.NewButton(v.t(sendNames[p.Scripts.Channel]), kit.Secondary, p.Send)
	row := kit.Flow(8, copyIt)
	if _, address := p.Way(); address != "" || p.Scripts.Channel == "mail" {
		row.Add(send)
	}
	note := v.t("culture.log_nobody")
	if p.Scripts.Customer.ID != "" {
		note = v.env.T("culture.log_note", locales.V{"Name": p.Scripts.Customer.Name.Full})
		if points := p.points(p.Offer()); points > 0 {
			note = v.env.N("culture.log_gift", points, locales.V{"Name": p.Scripts.Customer.Name.Full})
		}
		if _, address := p.Way(); address == "" {
			note = s.whyNoWay() + " " + note
		}
	}
	return kit.VBox(6, row, kit.Wrap(note, kit.Muted))
}

// barred stands in place of sending to somebody who may not be sent it.
func (s *scriptView) barred(why string) fyne.CanvasObject {
	v, p := s.v, s.v.p
	text := v.env.T("privacy.barred", locales.V{"Name": p.Scripts.Customer.Name.Full, "Purpose": allow.Purpose(v.env.Printer, p.Scripts.Purpose()), "Why": why})
	return kit.VBox(8, kit.NewBanner(kit.Saffron, kit.IconWarning, text, kit.NewButton(v.t("privacy.open"), kit.Secondary, p.OpenPrivacy)),
		kit.Flow(8, kit.NewIconButton(kit.IconCopy, v.t("culture.copy"), kit.Secondary, p.Copy)))
}

// whyNoWay says why the script can be copied but not opened.
func (s *scriptView) whyNoWay() string {
	if ch, ok := s.v.p.Unlinked(); ok {
		return s.v.env.T("culture.no_link", locales.V{"Channel": s.v.t(reach.ChannelName(ch.Kind))})
	}
	return s.v.t("culture.no_way")
}

// side is the right column: for whom, and what is asked for.
func (s *scriptView) side() fyne.CanvasObject {
	v, p := s.v, s.v.p
	who := kit.VBox(8)
	if p.Scripts.Customer.ID != "" {
		who.Add(s.whom())
	} else {
		s.offers.Objects = nil
		for _, r := range p.Scripts.Offers {
			s.offers.Add(kit.NewRow(nil, r.Name.Full, r.Organisation, nil, func() { p.SetCustomer(r.ID) }))
		}
		s.offers.Refresh()
		who.Add(s.who)
		who.Add(s.offers)
	}
	s.ask()
	box := kit.VBox(kit.Gap, kit.NewCard(v.t("culture.whom_title"), who))
	if len(s.slots.Objects) > 0 {
		box.Add(kit.NewCard(v.t("culture.fill_title"), s.slots))
	}
	if script, ok := p.Script(); ok {
		if card := s.offer.card(p.Offer(), script.Language); card != nil {
			box.Add(card)
		}
	}
	return box
}

// whom is the customer, to be opened or let go.
func (s *scriptView) whom() fyne.CanvasObject {
	v, p, c := s.v, s.v.p, s.v.p.Scripts.Customer
	return kit.NewRow(nil, c.Name.Full, written.Dots(c.Organisation, c.Role), kit.NewIconButton(kit.IconClose, v.t("culture.nobody"), kit.Quiet, func() {
		s.who.SetValue("")
		p.SetCustomer("")
	}), func() { p.OpenCustomer(c.ID) })
}

// ask makes an entry for each slot of the script. They stay while script and
// customer stay, so that typing goes on.
func (s *scriptView) ask() {
	v, p := s.v, s.v.p
	script, ok := p.Script()
	asked := ""
	if ok {
		asked = string(p.Scripts.Customer.ID) + " " + string(p.Scripts.Case.ID) + " " + script.ID + " " + strings.Join(script.SlotsOf(), " ")
	}
	if asked == s.asked {
		return
	}
	s.asked, s.slots.Objects, s.entries = asked, nil, map[string]*kit.Entry{}
	if !ok {
		return
	}
	known := p.Values(script)
	for _, slot := range script.SlotsOf() {
		e := kit.NewEntry("")
		e.SetValue(known[slot])
		e.OnChanged = func(text string) { p.SetValue(slot, text) }
		s.entries[slot] = e
		field := kit.NewField(v.t(counsel.SlotName(slot)), e)
		box := kit.VBox(6, field)
		switch slot {
		case "wish":
			box.Add(s.wishes(e))
		case "salutation":
			if why := p.WhySo(script); why != "" {
				field.SetHint(why)
			}
		}
		s.slots.Add(box)
	}
	s.slots.Refresh()
}

// maxWishes is how many wishes are offered.
const maxWishes = 4

// wishes offers what can be wished today; a press puts it into the entry.
func (s *scriptView) wishes(e *kit.Entry) fyne.CanvasObject {
	v := s.v
	list := v.p.Wishes()
	if len(list) == 0 {
		return kit.Wrap(v.t("culture.no_wish"), kit.Muted)
	}
	box := kit.VBox(4)
	for _, w := range list[:min(len(list), maxWishes)] {
		chip := kit.NewActionChip(w.Text, kit.Jade, func() {
			e.SetValue(w.Text)
			v.p.SetValue("wish", w.Text)
		})
		box.Add(kit.Flow(6, chip))
		box.Add(kit.Wrap(v.p.Occasion(w), kit.Muted))
	}
	return box
}
