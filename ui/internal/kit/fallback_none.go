//go:build (ci || test) && !systemfonts

package kit

// Under these tags the toolkit uses no font of the system, so that pictures
// are the same everywhere; the kit follows.
func scriptOf(rune) uint32 { return 0 }

func findSystemFace(rune, bool) *systemFace { return nil }

func systemHas(rune) bool { return false }
