//go:build (!ci && !test) || systemfonts

package kit

import (
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
)

var (
	systemFonts *fontscan.FontMap
	systemTried bool
)

// preferred are asked before any other sans-serif face: their letters stay
// within their own height, where those of DejaVu Sans, for one, lose the
// hamza over an alif.
var preferred = []string{
	"Noto Sans Arabic", "Noto Sans Arabic UI", "Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil",
	"Noto Sans Ethiopic", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar",
	"Segoe UI", "Nirmala UI", "Leelawadee UI", "Geeza Pro", "Arial Hebrew", "Thonburi", "Kohinoor Devanagari",
	fontscan.SansSerif,
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}

func scriptOf(r rune) uint32 { return uint32(language.LookupScript(r)) }

func openSystemFonts() bool {
	if !systemTried {
		systemTried = true
		m := fontscan.NewFontMap(quiet{})
		if err := m.UseSystemFonts(""); err != nil {
			fyne.LogError("the fonts of the system cannot be listed", err)
			return false
		}
		systemFonts = m
	}
	return systemFonts != nil
}

// systemHas says whether any face of the system draws a character.
func systemHas(r rune) bool {
	if !openSystemFonts() {
		return false
	}
	systemFonts.SetQuery(fontscan.Query{Families: preferred})
	systemFonts.SetScript(language.LookupScript(r))
	face := systemFonts.ResolveFace(r)
	if face == nil {
		return false
	}
	_, ok := face.NominalGlyph(r)
	return ok
}

// findSystemFace asks for a sans-serif face of the weight. The list of the
// system's faces was already made by the toolkit when it measured its first
// text, and is shared. Collections are left to the toolkit: a FontSource can
// only be a file of one face.
func findSystemFace(r rune, bold bool) *systemFace {
	if !openSystemFonts() {
		return nil
	}
	aspect := font.Aspect{Style: font.StyleNormal, Weight: font.WeightNormal}
	if bold {
		aspect.Weight = font.WeightBold
	}
	systemFonts.SetQuery(fontscan.Query{Families: preferred, Aspect: aspect})
	systemFonts.SetScript(language.LookupScript(r))
	face := systemFonts.ResolveFace(r)
	if face == nil {
		return nil
	}
	at := systemFonts.FontLocation(face.Font)
	if at.File == "" || at.Index != 0 || strings.HasSuffix(strings.ToLower(at.File), ".ttc") {
		return nil
	}
	if _, ok := face.NominalGlyph(' '); !ok {
		return nil
	}
	data, err := os.ReadFile(at.File)
	if err != nil {
		fyne.LogError("a font of the system cannot be read", err)
		return nil
	}
	return &systemFace{
		resource: fyne.NewStaticResource(at.File, data),
		has: func(r rune) bool {
			_, ok := face.NominalGlyph(r)
			return ok
		},
	}
}
