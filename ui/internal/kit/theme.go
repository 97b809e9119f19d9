package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"dragoman/assets"
)

// Mode is one of the three looks.
type Mode int

// The looks.
const (
	Light Mode = iota
	Dark
	HighContrast
)

// Measures of the design in logical pixels at text scale 1. They lie on a
// grid of 4, except where the design names another number.
const (
	RailWidth     float32 = 208
	TopBarHeight  float32 = 56
	PageMargin    float32 = 20
	Gap           float32 = 14
	CardPadX      float32 = 16
	CardPadY      float32 = 14
	ControlHeight float32 = 34
	RowHeight     float32 = 56
	AvatarSize    float32 = 40
	AvatarLarge   float32 = 64

	cardRadius    float32 = 12
	controlRadius float32 = 8
	chipRadius    float32 = 6
)

// Theme is the fyne.Theme of Dragoman. It ignores the system's variant: the
// mode is chosen when it is made.
type Theme struct {
	mode   Mode
	scale  float32
	tokens map[Token]color.Color
}

// NewTheme makes the theme for a look and a text scale. The scale multiplies
// type sizes and the heights of controls; it is held between 0.75 and 2.
func NewTheme(mode Mode, scale float32) *Theme {
	if _, ok := palettes[mode]; !ok {
		mode = Light
	}
	scale = min(max(scale, 0.75), 2)
	return &Theme{mode: mode, scale: scale, tokens: palettes[mode].tokenTable()}
}

// Mode says which look this is.
func (t *Theme) Mode() Mode { return t.mode }

// Scale is the text scale.
func (t *Theme) Scale() float32 { return t.scale }

func (t *Theme) token(tok Token) color.Color {
	if c, ok := t.tokens[tok]; ok {
		return c
	}
	return t.tokens[Ink]
}

// fyneColors maps the toolkit's names to our tokens.
var fyneColors = map[fyne.ThemeColorName]Token{
	theme.ColorNameBackground:                Ground,
	theme.ColorNameButton:                    Paper,
	theme.ColorNameDisabledButton:            Paper,
	theme.ColorNameDisabled:                  InkMuted,
	theme.ColorNameError:                     Cinnabar.Strong(),
	theme.ColorNameFocus:                     Jade.Soft(),
	theme.ColorNameForeground:                Ink,
	theme.ColorNameForegroundOnError:         OnStrong,
	theme.ColorNameForegroundOnPrimary:       OnStrong,
	theme.ColorNameForegroundOnSuccess:       OnStrong,
	theme.ColorNameForegroundOnWarning:       OnStrong,
	theme.ColorNameHeaderBackground:          Paper,
	theme.ColorNameHyperlink:                 Jade.Text(),
	theme.ColorNameInputBackground:           Invisible,
	theme.ColorNameInputBorder:               Hairline,
	theme.ColorNameMenuBackground:            Paper,
	theme.ColorNameOverlayBackground:         Ground, // the toolkit's dialogs have no border: not white on white
	theme.ColorNamePlaceHolder:               InkMuted,
	theme.ColorNamePrimary:                   Jade.Strong(),
	theme.ColorNameScrollBar:                 Outline,
	theme.ColorNameScrollBarBackground:       Invisible,
	theme.ColorNameSelection:                 Selected,
	theme.ColorNameSeparator:                 Hairline,
	theme.ColorNameShadow:                    Invisible,
	theme.ColorNameSuccess:                   Jade.Strong(),
	theme.ColorNameWarning:                   Saffron.Strong(),
	theme.ColorNameInnerWindowBorder:         Hairline,
	theme.ColorNameInnerWindowBorderInactive: Hairline,
}

// Color implements fyne.Theme. Our tokens may be asked for by their name.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if tok, ok := fyneColors[name]; ok {
		return t.token(tok)
	}
	if c, ok := t.tokens[Token(name)]; ok {
		return c
	}
	if name == theme.ColorNameHover || name == theme.ColorNamePressed {
		// The toolkit lays it over a button, also over one in jade: it must let
		// the colour below through.
		ink := color.NRGBAModel.Convert(t.token(Ink)).(color.NRGBA)
		ink.A = 0x14
		return ink
	}
	variant := theme.VariantLight
	if t.mode == Dark {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font implements fyne.Theme. There is no italic in the CJK faces, so italic
// text is drawn upright, as Chinese and Japanese print does.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return boldFont
	default:
		return regularFont
	}
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// fyneSizes are the toolkit's own measures in our hand, before scaling.
var fyneSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               14,
	theme.SizeNameCaptionText:        12,
	theme.SizeNameHeadingText:        20,
	theme.SizeNameSubHeadingText:     16,
	theme.SizeNamePadding:            4,
	theme.SizeNameInnerPadding:       8,
	theme.SizeNameInlineIcon:         18,
	theme.SizeNameScrollBar:          12,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    4,
	theme.SizeNameInputRadius:        controlRadius,
	theme.SizeNameSelectionRadius:    chipRadius,
	theme.SizeNameSeparatorThickness: 1,
	theme.SizeNameInputBorder:        1,
	theme.SizeNameLineSpacing:        4,
}

// textSizes grow with the text scale; the others stay.
var textSizes = map[fyne.ThemeSizeName]bool{
	theme.SizeNameText: true, theme.SizeNameCaptionText: true,
	theme.SizeNameHeadingText: true, theme.SizeNameSubHeadingText: true, theme.SizeNameInlineIcon: true,
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	size, ok := fyneSizes[name]
	if !ok {
		return theme.DefaultTheme().Size(name)
	}
	if textSizes[name] {
		return size * t.scale
	}
	if t.mode == HighContrast && (name == theme.SizeNameInputBorder || name == theme.SizeNameSeparatorThickness) {
		return 2
	}
	return size
}

// Scaled multiplies a measure of the design by the text scale of the theme.
func Scaled(px float32) float32 { return px * current().scale }

// borderWidth is the width of a card's or control's edge: a hairline, or two
// pixels in high contrast.
func borderWidth() float32 {
	if current().mode == HighContrast {
		return 2
	}
	return 1
}

var (
	regularFont = fyne.NewStaticResource("DragomanSans-Regular.otf", assets.FontRegular)
	boldFont    = fyne.NewStaticResource("DragomanSans-Bold.otf", assets.FontBold)
	wideRegular = fyne.NewStaticResource("DragomanSansWide-Regular.otf", assets.FontWide)
	wideBold    = fyne.NewStaticResource("DragomanSansWide-Bold.otf", assets.FontWideBold)
	japanese    = fyne.NewStaticResource("DragomanSansJP-Regular.otf", assets.FontJapanese)
	japaneseB   = fyne.NewStaticResource("DragomanSansJP-Bold.otf", assets.FontJapaneseBold)
)
