package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// drawing is the program's icon, from which all others are made.
const drawing = "assets/icons/dragoman.svg"

// icoSizes are the pixels per side that Windows asks for.
var icoSizes = []int{16, 24, 32, 48, 64, 128, 256}

// icons renders the drawing to the PNG and the ICO beside it.
func icons(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("icons takes no arguments")
	}
	root, err := repoRoot()
	if err != nil {
		return err
	}
	svg, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(drawing)))
	if err != nil {
		return err
	}
	big, err := renderPNG(svg, 512)
	if err != nil {
		return err
	}
	ico, err := iconSet(svg, icoSizes, writeICO)
	if err != nil {
		return err
	}
	base := filepath.Join(root, "assets", "icons", "dragoman")
	if err := os.WriteFile(base+".png", big, 0o644); err != nil {
		return err
	}
	return os.WriteFile(base+".ico", ico, 0o644)
}

// render draws an SVG into a square of that many pixels per side.
func render(svg []byte, side int) (*image.RGBA, error) {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(svg), oksvg.StrictErrorMode)
	if err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	if icon.ViewBox.W <= 0 || icon.ViewBox.H <= 0 {
		return nil, errors.New("drawing: it has no viewBox")
	}
	icon.SetTarget(0, 0, float64(side), float64(side))
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	scanner := rasterx.NewScannerGV(side, side, img, img.Bounds())
	icon.Draw(rasterx.NewDasher(side, side, scanner), 1)
	return img, nil
}

func renderPNG(svg []byte, side int) ([]byte, error) {
	img, err := render(svg, side)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, img)
	return out.Bytes(), err
}

// iconSet renders the drawing at each size and packs the PNGs with write.
func iconSet(svg []byte, sizes []int, write func([]picture) ([]byte, error)) ([]byte, error) {
	pictures := make([]picture, 0, len(sizes))
	for _, side := range sizes {
		data, err := renderPNG(svg, side)
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, picture{side: side, png: data})
	}
	return write(pictures)
}
