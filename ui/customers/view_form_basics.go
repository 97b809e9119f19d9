package customers

import (
	"slices"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// basics is what a card begins with: enough for a name from a business card
// while the next visitor is waiting.
type basics struct {
	env     *screen.Env
	kind    *kit.Segmented
	name    textField
	reading textField
	latin   textField
	role    textField
	org     *picker
	orgBox  *kit.Field
	work    *fyne.Container
	ways    *lines[book.Channel]
	wayBox  *kit.Field
	note    *kit.Entry
	noteBox *kit.Field
	tags    *kit.Entry
	known   *fyne.Container
	root    *fyne.Container

	isNew  bool
	facets book.Facets
	laid   func()
	kinds  func(book.Kind) // hears that the card is of the other kind
	radios []*kit.Check    // of the preferred channel
}

var basicTexts = []textSpec{
	{"customers.name_full", "customers.hint_name", func(c *book.Customer) *string { return &c.Name.Full }},
	{"customers.name_reading", "customers.hint_reading", func(c *book.Customer) *string { return &c.Name.Reading }},
	{"customers.name_latin", "customers.hint_latin", func(c *book.Customer) *string { return &c.Name.Latin }},
	{"customers.role", "", func(c *book.Customer) *string { return &c.Role }},
}

func newBasics(env *screen.Env) *basics {
	t := env.T
	ts := newTexts(env, basicTexts)
	b := &basics{env: env, name: ts[0], reading: ts[1], latin: ts[2], role: ts[3], laid: func() {}, kinds: func(book.Kind) {}}
	b.kind = kit.NewIconSegmented(func(i int) {
		b.work.Hidden = kindsOffered[i] == book.Organisation
		b.kinds(kindsOffered[i])
	}, []kit.IconName{kit.IconPerson, kit.IconBuilding}, t("customers.kind_person", nil), t("customers.kind_organisation", nil))
	b.org = newPicker(env, book.Organisation, t("customers.hint_organisation", nil))
	b.orgBox = kit.NewField(t("customers.organisation", nil), b.org.root)
	b.work = kit.EqualColumns(160, b.orgBox, b.role.field)
	b.ways = newLines(env, t("customers.add_channel", nil), func() book.Channel { return book.Channel{Kind: book.Email} }, b.channel)
	b.wayBox = kit.NewField(t("customers.channels", nil), b.ways.root)
	b.note = kit.NewMultiLine(t("customers.note_hint", nil), 3)
	b.noteBox = kit.NewField(t("customers.first_note", nil), b.note)
	b.tags, b.known = kit.NewEntry(t("customers.tags_hint", nil)), kit.Flow(6)
	b.root = kit.VBox(10, kit.HBox(0, b.kind, kit.Space()), b.name.field, kit.EqualColumns(160, b.reading.field, b.latin.field), b.work, b.wayBox, b.noteBox,
		kit.NewField(t("customers.tags", nil), b.tags), b.known)
	return b
}

// kindsOffered are the kinds of customer in the order of the buttons.
var kindsOffered = []book.Kind{book.Person, book.Organisation}

func (b *basics) onLayout(f func()) { b.laid, b.ways.laid, b.org.laid = f, f, f }

func (b *basics) fill(c book.Customer) {
	for _, t := range []textField{b.name, b.reading, b.latin, b.role} {
		t.entry.SetValue(*t.at(&c))
	}
	b.org.set(c.OrganisationID, c.Organisation)
	b.kind.SetSelected(max(0, slices.Index(kindsOffered, c.Kind)))
	b.work.Hidden = c.Kind == book.Organisation
	ways := c.Channels
	if len(ways) == 0 {
		ways = []book.Channel{{Kind: book.Phone}} // what stands on most cards
	}
	b.radios = nil
	b.ways.set(ways)
	b.note.SetValue("")
	b.noteBox.Hidden = !b.isNew
	b.tags.SetValue(tagsText(c.Tags))
	b.known.Objects = nil
	for i, f := range b.facets.Tags {
		if i == 8 {
			break
		}
		b.known.Add(kit.NewActionChip(f.Value, kit.Slate, func() { b.tags.SetText(appendTag(b.tags.Text, f.Value)) }))
	}
	b.known.Hidden = len(b.known.Objects) == 0
	b.root.Refresh()
}

func (b *basics) read(c *book.Customer) bool {
	for _, t := range []textField{b.name, b.reading, b.latin, b.role} {
		*t.at(c) = t.entry.Text
	}
	c.Kind = kindsOffered[b.kind.Selected()]
	if c.Kind == book.Organisation {
		c.Role, c.Organisation, c.OrganisationID = "", "", ""
	} else {
		c.Organisation, c.OrganisationID = b.org.entry.Text, b.org.id
	}
	c.Channels = b.ways.values()
	c.Tags = tagsIn(b.tags.Text)
	return true
}

func (b *basics) used(book.Customer) bool { return true }

func (b *basics) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"name": b.name.field, "organisation": b.orgBox, "channel": b.wayBox}
}

// channel makes the fields of one channel. What is seldom needed is behind a
// button.
func (b *basics) channel(x book.Channel, remove func()) line[book.Channel] {
	t := b.env.T
	var kinds []kit.Option
	for _, k := range book.ChannelKinds() {
		kinds = append(kinds, kit.Option{Value: string(k), Label: channelWord(b.env.Printer, k)})
	}
	kind := kit.NewSelect("", kinds, nil).SetFilterHint(t("common.search", nil))
	kind.SetSelected(string(x.Kind))
	value := kit.NewEntry(t("customers.hint_channel", nil))
	value.SetValue(x.Value)
	label := kit.NewEntry(t("customers.hint_label", nil))
	label.SetValue(x.Label)
	preferred := kit.NewRadio(t("customers.preferred", nil), x.Preferred, nil)
	more := kit.HBox(8, kit.FixedWidth(172, label), preferred, kit.Space(),
		kit.NewButton(t("common.remove", nil), kit.Quiet, remove))
	more.Hidden = x.Label == "" && !x.Preferred
	details := kit.NewButton(t("common.more", nil), kit.Quiet, func() {
		more.Hidden = !more.Hidden
		b.laid()
	})
	object := kit.VBox(6, kit.HBox(8, kit.FixedWidth(140, kind), kit.Grow(value), details), more)
	it := line[book.Channel]{object: object, read: func() book.Channel {
		y := x
		y.Kind, y.Value, y.Label = book.ChannelKind(kind.Selected()), value.Text, label.Text
		y.Preferred = preferred.On()
		if y.Value != x.Value || y.Kind != x.Kind {
			y.Normal = ""
		}
		return y
	}}
	preferred.SetOnChanged(func(on bool) {
		if on {
			b.onlyPreferred(preferred)
		}
	})
	b.radios = append(b.radios, preferred)
	return it
}

// onlyPreferred clears the mark of the other channels.
func (b *basics) onlyPreferred(chosen *kit.Check) {
	for _, r := range b.radios {
		if r != chosen {
			r.SetOn(false)
		}
	}
}
