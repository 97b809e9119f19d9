package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Token names a colour of the design. What it looks like depends on the theme
// of the moment; ask Color for it when drawing, never keep the answer.
type Token fyne.ThemeColorName

// The tokens. Each tint also has a strong and a soft token, see Tint.
const (
	Ground    Token = "kit.ground"    // behind everything
	Paper     Token = "kit.paper"     // cards, rail, top bar, dialogs
	Ink       Token = "kit.ink"       // text
	InkMuted  Token = "kit.inkMuted"  // secondary text
	Hairline  Token = "kit.hairline"  // borders and dividers
	Outline   Token = "kit.outline"   // edge of a control that must be seen, such as a check box
	Hover     Token = "kit.hover"     // under the pointer
	Selected  Token = "kit.selected"  // chosen row or item
	Weekend   Token = "kit.weekend"   // ground of days that are free, slightly off Paper
	Track     Token = "kit.track"     // empty part of a progress bar
	Scrim     Token = "kit.scrim"     // over the page while a dialog is open
	FocusRing Token = "kit.focusRing" // ring of the control that has the keyboard
	OnStrong  Token = "kit.onStrong"  // text on a strong tint
	Invisible Token = "kit.invisible" // draws nothing
)

// Tint is one of the seven hues that carry meaning. A tint never carries it
// alone: a word or a sign stands beside it.
type Tint int

// The tints and what they stand for.
const (
	Slate     Tint = iota // civic days; neutral
	Jade                  // ours: selection, primary action, good; Hijri days
	Saffron               // asks for care; Hindu days
	Cinnabar              // late or forbidden; lunisolar days
	Indigo                // Hebrew days
	Violet                // Christian days
	Turquoise             // Persian days
)

var tintNames = [...]string{"slate", "jade", "saffron", "cinnabar", "indigo", "violet", "turquoise"}

// Tints lists every tint.
func Tints() []Tint {
	return []Tint{Slate, Jade, Saffron, Cinnabar, Indigo, Violet, Turquoise}
}

func (t Tint) name() string {
	if t < 0 || int(t) >= len(tintNames) {
		return tintNames[Slate]
	}
	return tintNames[t]
}

// Strong is the full hue: fills, signs, figures.
func (t Tint) Strong() Token { return Token("kit." + t.name()) }

// Soft is the pale ground of the hue: chips, selected rows.
func (t Tint) Soft() Token { return Token("kit." + t.name() + ".soft") }

// Text is the hue as text, on Paper, Ground or on its own Soft. It reads at
// 4.5 : 1 or better on all three.
func (t Tint) Text() Token { return Token("kit." + t.name() + ".text") }

// Color gives the colour of a token in the theme of the running app. Before a
// theme of ours is set it answers as the light one.
func Color(tok Token) color.Color {
	return current().token(tok)
}

// current is our theme as the app has it, or the light one. A theme that
// wraps ours (a test's, say) is asked by name and so still works for icons,
// but measures and tokens come from the light default then.
func current() *Theme {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return fallbackTheme
}

var fallbackTheme = NewTheme(Light, 1)

// palette is one column of the design's table.
type palette struct {
	ground, paper, ink, muted, line, outline, hover, selected, weekend, track, scrim, ring, onStrong color.NRGBA
	strong, soft, text                                                                               [7]color.NRGBA
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

func rgba(hex uint32, a uint8) color.NRGBA {
	c := rgb(hex)
	c.A = a
	return c
}

func hues(hex ...uint32) (out [7]color.NRGBA) {
	for i, h := range hex {
		out[i] = rgb(h)
	}
	return out
}

// palettes holds the design's table. Two light values are a shade deeper than
// there: muted text (667085) and saffron text (B26A00) miss 4.5 : 1 on the
// selected row and on their own soft ground.
var palettes = map[Mode]*palette{
	Light: {
		ground: rgb(0xF7F5F0), paper: rgb(0xFFFFFF), ink: rgb(0x1E2430), muted: rgb(0x5F697D), line: rgb(0xE3DFD6),
		outline: rgb(0x8A94A6), hover: rgb(0xF5F3EE), selected: rgb(0xE0EFEA), weekend: rgb(0xFBFAF7), track: rgb(0xEAECF0),
		scrim: rgba(0x1E2430, 0x66), ring: rgb(0x176B5D), onStrong: rgb(0xFFFFFF),
		strong: hues(0x475467, 0x176B5D, 0xB26A00, 0xB8341F, 0x3949AB, 0x7A3E9D, 0x0E7C94),
		soft:   hues(0xEAECF0, 0xE0EFEA, 0xFBEFD9, 0xFAE5E0, 0xE6E9F8, 0xF1E6F6, 0xDDF0F4),
		text:   hues(0x475467, 0x176B5D, 0x945600, 0xB8341F, 0x3949AB, 0x7A3E9D, 0x0B6A7F),
	},
	Dark: {
		ground: rgb(0x15181E), paper: rgb(0x1D222A), ink: rgb(0xE8EAED), muted: rgb(0x9AA4B2), line: rgb(0x2E3540),
		outline: rgb(0x7B8594), hover: rgb(0x262C36), selected: rgb(0x1B3A35), weekend: rgb(0x1A1E25), track: rgb(0x2E3540),
		scrim: rgba(0x000000, 0x99), ring: rgb(0x5CC2AC), onStrong: rgb(0x10201C),
		strong: hues(0xB4BDCA, 0x5CC2AC, 0xE5B45C, 0xF0826C, 0x9AA8F5, 0xCC9BE8, 0x63C3D8),
		soft:   hues(0x2A313B, 0x1B3A35, 0x3B3020, 0x40241F, 0x262C4A, 0x37264A, 0x163842),
		text:   hues(0xB4BDCA, 0x5CC2AC, 0xE5B45C, 0xF0826C, 0x9AA8F5, 0xCC9BE8, 0x63C3D8),
	},
	HighContrast: {
		ground: rgb(0xFFFFFF), paper: rgb(0xFFFFFF), ink: rgb(0x000000), muted: rgb(0x000000), line: rgb(0x000000),
		outline: rgb(0x000000), hover: rgb(0xE6E6E6), selected: rgb(0xD6EFE8), weekend: rgb(0xF2F2F2), track: rgb(0xFFFFFF),
		scrim: rgba(0x000000, 0xB3), ring: rgb(0x000000), onStrong: rgb(0xFFFFFF),
		strong: hues(0x1F2937, 0x004D40, 0x7A4300, 0x9B1300, 0x1A2A9C, 0x5A137F, 0x00505F),
		soft:   hues(0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF),
		text:   hues(0x1F2937, 0x004D40, 0x7A4300, 0x9B1300, 0x1A2A9C, 0x5A137F, 0x00505F),
	},
}

// tokenTable lays a palette out by name, so that a look-up is one map access.
func (p *palette) tokenTable() map[Token]color.Color {
	m := map[Token]color.Color{
		Ground: p.ground, Paper: p.paper, Ink: p.ink, InkMuted: p.muted, Hairline: p.line, Outline: p.outline,
		Hover: p.hover, Selected: p.selected, Weekend: p.weekend, Track: p.track, Scrim: p.scrim,
		FocusRing: p.ring, OnStrong: p.onStrong, Invisible: color.Transparent,
	}
	for _, t := range Tints() {
		m[t.Strong()], m[t.Soft()], m[t.Text()] = p.strong[t], p.soft[t], p.text[t]
	}
	return m
}
