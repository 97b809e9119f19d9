package assets

import "embed"

// Sample holds the invented names and texts of the demo book.
//
//go:embed sample/*.toml
var Sample embed.FS
