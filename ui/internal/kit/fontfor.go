package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/language"

	"dragoman/assets"
)

// FontFor gives the face for the Han characters of a language, for use as
// canvas.Text.FontSource, or nil where the theme's own face is right. Lines
// and Paragraphs do this by themselves when a Span names its language. The
// Japanese face holds only the characters that differ from the theme's; text
// must be split by what it holds, as the kit's own text is.
func FontFor(lang string) fyne.Resource {
	if !isJapanese(lang) {
		return nil
	}
	return japanese
}

func isJapanese(lang string) bool {
	if lang == "" {
		return false
	}
	if len(lang) >= 2 && strings.EqualFold(lang[:2], "ja") && (len(lang) == 2 || lang[2] == '-' || lang[2] == '_') {
		return true
	}
	tag, err := language.Parse(lang)
	if err != nil {
		return false
	}
	base, _ := tag.Base()
	return base.String() == "ja"
}

// interfaceLang is the language of text whose span names none.
var interfaceLang string

// SetLanguage tells the kit the language of the interface, so that a Japanese
// interface is drawn in Japanese shapes throughout. Refresh the windows after.
func SetLanguage(tag string) {
	interfaceLang = tag
	layoutGeneration++
}

// layoutGeneration changes whenever all text must be laid out again.
var layoutGeneration int

// coverage lists the characters that the Japanese face holds; read once.
var coverage map[rune]bool

func japaneseHas(r rune) bool {
	if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r < 0x3000 {
		return false
	}
	if coverage == nil {
		coverage = faceCoverage(assets.FontJapanese)
	}
	return coverage[r]
}

func faceCoverage(data []byte) map[rune]bool {
	m := make(map[rune]bool)
	f, err := sfnt.Parse(data)
	if err != nil {
		fyne.LogError("the Japanese face cannot be read; its text is drawn in the theme's face", err)
		return m
	}
	var buf sfnt.Buffer
	for r := rune(0x2000); r < 0xFFF0; r++ {
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
			m[r] = true
		}
	}
	return m
}

// sourceFor picks the face of one character, nil for the theme's.
func sourceFor(r rune, lang string, bold bool) fyne.Resource {
	if lang == "" {
		lang = interfaceLang
	}
	if lang == "" || !isJapanese(lang) || !japaneseHas(r) {
		return nil
	}
	if bold {
		return japaneseB
	}
	return japanese
}
