package kit

import (
	"fyne.io/fyne/v2"
)

// The theme's face has no letters of Hebrew, Arabic, the Indic scripts, Thai
// and some others. The toolkit then takes a face of the system, but always the
// regular weight, and stands it on that face's own ascent, which is off the
// line by a pixel or two. Naming the face as the FontSource of the run cures
// both: the weight is the one asked for, and the baseline is known.

// needsSystemFace says whether a rune belongs to a script that the theme's
// face leaves out.
func needsSystemFace(r rune) bool {
	switch {
	case r < 0x0530:
		return false
	case r < 0x1100, r >= 0x1200 && r < 0x1E00:
		return true
	}
	return r >= 0xFB13 && r < 0xFE00 || r >= 0xFE70 && r < 0xFF00 || r >= 0xA840 && r < 0xAC00 || r >= 0x10300 && r < 0x1F000
}

type faceKey struct {
	script uint32
	bold   bool
}

// systemFaces remembers what was found for a script; nil where there is none.
var systemFaces = map[faceKey]*systemFace{}

type systemFace struct {
	resource fyne.Resource
	has      func(rune) bool
}

// systemFaceFor gives a face of the system for one rune, or nil to leave it to
// the toolkit.
func systemFaceFor(r rune, bold bool) fyne.Resource {
	key := faceKey{scriptOf(r), bold}
	f, seen := systemFaces[key]
	if !seen {
		f = findSystemFace(r, bold)
		systemFaces[key] = f
	}
	if f == nil || !f.has(r) {
		return nil
	}
	return f.resource
}

// isSystemFace says whether a face came from the system, so that its own
// height does not make a line of mixed text higher.
func isSystemFace(src fyne.Resource) bool {
	return src != nil && src != japanese && src != japaneseB && src != wideRegular && src != wideBold
}

// regularHas lists what the theme's face holds; read once.
var regularHas map[rune]bool

// Missing lists the characters of a text that no face on this computer can
// draw, each once, so that the user can be told to install one. Emoji come
// with the toolkit and are never missing.
func Missing(text string) []rune {
	if regularHas == nil {
		regularHas = faceCoverage(regularFont.StaticContent)
	}
	var out []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if r < 0x2000 && !needsSystemFace(r) || r >= 0x1F000 && r < 0x20000 || seen[r] || joins(r) || isFormat(r) {
			continue
		}
		seen[r] = true
		if !regularHas[r] && !systemHas(r) {
			out = append(out, r)
		}
	}
	return out
}
