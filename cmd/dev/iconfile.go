package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// picture is one size of an icon, as a PNG file.
type picture struct {
	side int // pixels
	png  []byte
}

// The layout of an ICO file: a header, one entry a picture, then the pictures
// themselves, which since Windows Vista may be whole PNG files.
type (
	icoHeader struct {
		Reserved, Kind, Count uint16
	}
	icoEntry struct {
		Width, Height, Colours, Reserved uint8 // a side of 256 is written as 0
		Planes, Bits                     uint16
		Size, Offset                     uint32
	}
)

const (
	icoKind       = 1
	icoHeaderSize = 6
	icoEntrySize  = 16
)

// writeICO packs the pictures into a Windows icon file. A side must be 1 to
// 256 pixels.
func writeICO(pictures []picture) ([]byte, error) {
	var out bytes.Buffer
	put := func(v any) error { return binary.Write(&out, binary.LittleEndian, v) }
	if err := put(icoHeader{Kind: icoKind, Count: uint16(len(pictures))}); err != nil {
		return nil, err
	}
	offset := icoHeaderSize + icoEntrySize*len(pictures)
	for _, p := range pictures {
		if p.side < 1 || p.side > 256 {
			return nil, fmt.Errorf("an ICO holds pictures of 1 to 256 pixels, not %d", p.side)
		}
		side := uint8(p.side % 256)
		entry := icoEntry{Width: side, Height: side, Planes: 1, Bits: 32, Size: uint32(len(p.png)), Offset: uint32(offset)}
		if err := put(entry); err != nil {
			return nil, err
		}
		offset += len(p.png)
	}
	for _, p := range pictures {
		out.Write(p.png)
	}
	return out.Bytes(), nil
}

// readICO takes a Windows icon file of PNG pictures apart.
func readICO(data []byte) ([]picture, error) {
	r := bytes.NewReader(data)
	var h icoHeader
	if err := binary.Read(r, binary.LittleEndian, &h); err != nil {
		return nil, fmt.Errorf("icon header: %w", err)
	}
	if h.Reserved != 0 || h.Kind != icoKind {
		return nil, fmt.Errorf("no icon file")
	}
	pictures := make([]picture, 0, h.Count)
	for range h.Count {
		var e icoEntry
		if err := binary.Read(r, binary.LittleEndian, &e); err != nil {
			return nil, fmt.Errorf("icon entry: %w", err)
		}
		end := uint64(e.Offset) + uint64(e.Size)
		if end > uint64(len(data)) {
			return nil, fmt.Errorf("icon entry: its picture ends at byte %d of %d", end, len(data))
		}
		side := int(e.Width)
		if side == 0 {
			side = 256
		}
		pictures = append(pictures, picture{side: side, png: data[e.Offset:end]})
	}
	return pictures, nil
}

// icnsTypes are the four-letter names of the sizes in a macOS icon file.
var icnsTypes = map[int]string{16: "icp4", 32: "icp5", 64: "icp6", 128: "ic07", 256: "ic08", 512: "ic09", 1024: "ic10"}

// icnsSizes are the pixels per side of a macOS icon file.
var icnsSizes = []int{16, 32, 64, 128, 256, 512, 1024}

// writeICNS packs the pictures into a macOS icon file: the letters icns and
// the whole length, then for each picture its type, its length, its PNG.
func writeICNS(pictures []picture) ([]byte, error) {
	var body bytes.Buffer
	for _, p := range pictures {
		kind, ok := icnsTypes[p.side]
		if !ok {
			return nil, fmt.Errorf("a macOS icon has no picture of %d pixels", p.side)
		}
		body.WriteString(kind)
		body.Write(binary.BigEndian.AppendUint32(nil, uint32(8+len(p.png))))
		body.Write(p.png)
	}
	out := append([]byte("icns"), binary.BigEndian.AppendUint32(nil, uint32(8+body.Len()))...)
	return append(out, body.Bytes()...), nil
}
