// Package kit holds Dragoman's own widgets, layouts and theme for Fyne.
//
// It promises one look (the tokens of the design page in light, dark and high
// contrast), full use by keyboard (every control takes focus, shows a ring,
// and answers Enter and Space), text that is cut with an ellipsis instead of
// pushing the window wider, wrapped text that knows Chinese and Japanese line
// breaks, and mixed right-to-left text in reading order. Widgets are built
// once and changed by setters; each setter refreshes once, and a change of
// theme repaints everything because colours are looked up when drawing.
//
// It knows no customer, no message and no thread: words come from the caller,
// and so does every timer. All of it belongs to the UI goroutine.
package kit
