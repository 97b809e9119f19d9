// Package assets holds the files that are built into the program: the faces
// and icons here, and in files of their own the almanac, the culture guides,
// the training decks and the sample book. It promises bytes and nothing else;
// what they mean is read by the rooms that use them.
package assets

import (
	"embed"
	"io/fs"
)

// FontRegular and FontBold are the faces of the interface: Simplified Chinese
// shapes, with kana, Hangul, the Latin, Greek and Cyrillic alphabets and
// signs. FontJapanese and FontJapaneseBold hold only those characters of
// JIS X 0208 that are drawn otherwise in Japan.
var (
	//go:embed fonts/DragomanSans-Regular.otf
	FontRegular []byte
	//go:embed fonts/DragomanSans-Bold.otf
	FontBold []byte
	//go:embed fonts/DragomanSansJP-Regular.otf
	FontJapanese []byte
	//go:embed fonts/DragomanSansJP-Bold.otf
	FontJapaneseBold []byte
	// FontWide and FontWideBold hold the full-width forms of quotation marks,
	// middle dot and ellipsis, for use between Han characters.
	//go:embed fonts/DragomanSansWide-Regular.otf
	FontWide []byte
	//go:embed fonts/DragomanSansWide-Bold.otf
	FontWideBold []byte
	// FontLicence is the SIL Open Font License under which the faces are
	// given out.
	//go:embed fonts/OFL.txt
	FontLicence string
)

// AppIcon is the program's icon, 512 pixels square, as PNG.
//
//go:embed icons/dragoman.png
var AppIcon []byte

// AppIconSVG is the drawing that the program's icon is made from.
//
//go:embed icons/dragoman.svg
var AppIconSVG []byte

//go:embed icons/line/*.svg
var icons embed.FS

// Icon gives the line icon of a name ("search", "gift" …) as SVG. The error
// is that of the file system when there is none.
func Icon(name string) ([]byte, error) {
	return fs.ReadFile(icons, "icons/line/"+name+".svg")
}
