package kit

import "unicode"

// letters hears letters that are typed where nothing can be written.
var letters func(r rune)

// SetLetters lets f hear letters that are typed while a button, a row or a list
// has the keyboard, or nothing has it; a text field keeps its own. f hears them
// small. Nothing is told while a dialog or a menu is open.
func SetLetters(f func(r rune)) { letters = f }

// Letter tells a letter that no widget took.
func Letter(r rune) { loose(r) }

func loose(r rune) {
	if letters != nil && !ModalOpen() {
		letters(unicode.ToLower(r))
	}
}
