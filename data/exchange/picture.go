package exchange

import (
	"bytes"
	"image"
	_ "image/gif" // pictures on cards
	_ "image/jpeg"
	_ "image/png"

	"dragoman/data/book"
)

// picture takes a decoded picture in and reports whether it could be read. A
// small JPEG or PNG stays as it is, anything else is made small by the book.
func (d *draft) picture(data []byte) bool {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return false
	}
	if max(cfg.Width, cfg.Height) <= 512 && (format == "jpeg" || format == "png") && len(data) <= 1<<20 {
		if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
			return false
		}
		d.Customer.Picture = data
		return true
	}
	small, err := book.Picture(data)
	if err != nil {
		return false
	}
	d.Customer.Picture = small
	return true
}
