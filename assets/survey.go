package assets

import "embed"

// Survey holds the questions about satisfaction in every language in which
// they were written.
//
//go:embed survey/*.toml
var Survey embed.FS
