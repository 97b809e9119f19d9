package kit

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"golang.org/x/text/unicode/norm"

	"dragoman/data/personname"
)

// Option is one choice: the value is stored, the label is shown, the detail
// stands muted at the end. Search holds further words to find it by, names on
// lines of their own.
type Option struct {
	Value, Label, Detail, Search string
}

// Select is a control to choose one of several. With more than eight choices
// its list has a field to filter by.
type Select struct {
	pressable
	mending
	text        *Line
	icon        *Icon
	options     []Option
	value       string
	placeholder string
	filterHint  string
	onChange    func(value string)

	list   *layer
	shown  []Option
	sounds [][]personname.Sound // of the options, once they are asked for
	view   *List
	room   *fixedLayout // of the view
	filter *Entry
	none   *Line // while nothing matches
}

// nothing is what a list says in which nothing matches.
var nothing string

// SetNothing sets the words of a list of choices in which nothing matches.
func SetNothing(words string) { nothing = words }

// NewSelect makes a control with nothing chosen.
func NewSelect(placeholder string, options []Option, changed func(value string)) *Select {
	s := &Select{placeholder: placeholder, options: options, onChange: changed}
	s.text, s.icon = Text(placeholder, Label), NewIcon(IconChevronDown, Ink, 14)
	s.label = placeholder
	s.onTapped = s.openList
	s.ExtendBaseWidget(s)
	return s
}

// SetOptions changes the choices; a value that is no longer among them stays.
func (s *Select) SetOptions(options []Option) {
	s.options, s.sounds = options, nil
	s.Refresh()
}

// SetPlaceholder changes what is shown while nothing is chosen.
func (s *Select) SetPlaceholder(p string) {
	s.placeholder = p
	s.Refresh()
}

// SetFilterHint is the placeholder of the field in the list.
func (s *Select) SetFilterHint(hint string) *Select {
	s.filterHint = hint
	return s
}

// SetSelected chooses without calling back; the empty value chooses nothing.
func (s *Select) SetSelected(value string) {
	if s.value != value {
		s.value = value
		s.Refresh()
	}
}

// Selected is the value that is chosen, empty when nothing is.
func (s *Select) Selected() string { return s.value }

func (s *Select) shownLabel() string {
	for _, o := range s.options {
		if o.Value == s.value {
			return o.Label
		}
	}
	if s.value != "" {
		return s.value
	}
	return s.placeholder
}

// MinSize implements fyne.CanvasObject.
func (s *Select) MinSize() fyne.Size {
	return fyne.NewSize(s.text.MinSize().Width+24+Scaled(14)+8, ceil(Scaled(ControlHeight)))
}

// NaturalSize implements Natural.
func (s *Select) NaturalSize() fyne.Size {
	return fyne.NewSize(s.text.NaturalSize().Width+24+Scaled(14)+8, ceil(Scaled(ControlHeight)))
}

// TypedKey implements fyne.Focusable: Down opens the list too.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDown || e.Name == fyne.KeyUp {
		s.press()
		return
	}
	s.pressable.TypedKey(e)
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	bg, ring := box(Paper, Hairline, controlRadius), newRing(controlRadius+2)
	return newRenderer(s, []fyne.CanvasObject{bg, s.text, s.icon, ring}, s.MinSize,
		func(size fyne.Size) {
			bg.Resize(size)
			around(ring, fyne.NewPos(0, 0), size, 2)
			e, h := Scaled(14), s.text.MinSize().Height
			s.text.Move(fyne.NewPos(12, (size.Height-h)/2))
			s.text.Resize(fyne.NewSize(max(0, size.Width-24-e-8), h))
			s.icon.Move(fyne.NewPos(size.Width-12-e, (size.Height-e)/2))
			s.icon.Resize(fyne.NewSquareSize(e))
		},
		func() {
			tok, fill := Ink, Paper
			if s.value == "" || s.disabled {
				tok = InkMuted
			}
			if s.hovered && !s.disabled {
				fill = Hover
			}
			paintBox(bg, fill, Hairline)
			s.text.SetSpans(Span{Text: s.shownLabel(), Style: Label, Color: tok})
			s.icon.tok = tok
			s.icon.Refresh()
			paintRing(ring, s.focused)
		})
}

func (s *Select) openList() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || (s.list != nil && s.list.isOpen()) {
		return
	}
	c.Focus(s) // after the choice the keyboard goes on from here, also when the mouse opened the list
	s.shown = s.options
	s.view = NewList(32, func() int { return len(s.shown) },
		func() fyne.CanvasObject { return newMenuRow("", "", "") },
		func(i int, o fyne.CanvasObject) {
			opt := s.shown[i]
			o.(*menuRow).set(opt.Label, opt.Detail, opt.Value == s.value)
		}, s.pick)
	s.view.ruled = false
	s.view.extraKey = escape
	s.room = &fixedLayout{height: listHeight(len(s.options))}
	s.none = Text(nothing, Muted)
	s.none.Hide()
	objs := []fyne.CanvasObject{container.NewStack(container.New(s.room, s.view), Inset(0, 10, s.none))}
	s.filter = nil
	if len(s.options) > 8 {
		s.filter = NewEntry(s.filterHint)
		s.filter.OnChanged = s.narrow
		s.filter.OnKey = s.filterKey
		objs = append([]fyne.CanvasObject{s.filter}, objs...)
	}
	width := s.Size().Width
	for _, o := range s.options[:min(len(s.options), 200)] {
		size, _ := measure(o.Label, Label.Size(), true, nil)
		detail, _ := measure(o.Detail, Muted.Size(), false, nil)
		width = max(width, size.Width+detail.Width+60)
	}
	s.list = newLayer(Inset(6, 6, VBox(6, objs...)), false, below(s, min(width, 420), 480))
	s.list.open(c)
	at := slices.IndexFunc(s.options, func(o Option) bool { return o.Value == s.value })
	s.view.focused = true // the list shows its place while the field has the keys
	s.view.SetCursor(max(0, at))
	if s.filter != nil {
		c.Focus(s.filter)
	} else {
		c.Focus(s.view)
	}
}

// listHeight is the height of a list of choices; more than nine are scrolled.
func listHeight(choices int) float32 { return float32(min(choices, 9)) * ceil(Scaled(32)) }

func (s *Select) pick(i int) {
	value := s.shown[i].Value
	s.list.close()
	if value != s.value {
		s.Mend()
		s.value = value
		s.Refresh()
		if s.onChange != nil {
			s.onChange(value)
		}
	}
}

// narrow keeps the choices that contain every word of the filter, whatever
// their accents, or that sound so: deguo and dg are 德国. Those that begin with
// it come first: "ger" is Germany before it is Algeria.
func (s *Select) narrow(text string) {
	text = unaccented(strings.TrimSpace(text))
	words := strings.Fields(text)
	var fit [4][]Option
	for i, o := range s.options {
		hay := unaccented(o.Label + " " + o.Detail + " " + o.Value + " " + o.Search)
		within := !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
		sound := s.soundFits(i, text)
		switch {
		case within && strings.HasPrefix(hay, text):
			fit[0] = append(fit[0], o)
		case sound > personname.Inside:
			fit[1] = append(fit[1], o)
		case within:
			fit[2] = append(fit[2], o)
		case sound == personname.Inside:
			fit[3] = append(fit[3], o)
		}
	}
	s.shown = slices.Concat(fit[:]...)
	s.none.Hidden = len(s.shown) > 0
	s.room.height = listHeight(max(1, len(s.shown)))
	s.list.fit()
	s.view.ScrollToTop()
	s.view.SetCursor(0)
	s.view.Refresh()
}

// soundFits says how a filter fits the names of a choice as they sound.
func (s *Select) soundFits(i int, text string) personname.Fit {
	if s.sounds == nil {
		for _, o := range s.options {
			var sounds []personname.Sound
			for name := range strings.Lines(o.Label + "\n" + o.Search) {
				if sound := personname.SoundOf(name); !sound.Silent() {
					sounds = append(sounds, sound)
				}
			}
			s.sounds = append(s.sounds, sounds)
		}
	}
	best := personname.NoFit
	for _, sound := range s.sounds[i] {
		best = max(best, sound.Fits(text))
	}
	return best
}

// unaccented is a text as a plain keyboard writes it: in small letters and
// without accents.
func unaccented(s string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
	return norm.NFC.String(bare)
}

func (s *Select) filterKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyReturn, fyne.KeyEnter:
		s.view.TypedKey(e)
		return true
	}
	return false
}
