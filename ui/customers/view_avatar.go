package customers

import (
	"bytes"
	"image"
	_ "image/jpeg" // pictures of customers
	_ "image/png"  // pictures of customers

	"dragoman/ui/internal/kit"
)

// fillAvatar shows a customer's picture or, without one, the monogram.
func fillAvatar(a *kit.Avatar, n nameText, picture []byte) {
	a.SetLang(n.Lang)
	a.SetMonogram(n.Letters)
	a.SetImage(pictureOf(picture))
}

// pictureOf decodes a picture; one that cannot be read is as good as none.
func pictureOf(data []byte) image.Image {
	if len(data) == 0 {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return img
}
