package ui

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// Screen is one place of the program. It builds its widgets once; Show brings
// it to a route, Changed tells it what is no longer as it was, and Leave is
// called when another screen takes its place, to end what is under way.
type Screen interface {
	Content() fyne.CanvasObject
	Show(screen.Route)
	Changed([]book.Change)
	Leave()
}
