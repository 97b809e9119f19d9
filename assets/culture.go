package assets

import "embed"

// Culture holds the facts of the markets and, later, the guides.
//
//go:embed culture/*.toml
var Culture embed.FS
