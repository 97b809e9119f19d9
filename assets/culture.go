package assets

import _ "embed"

// Markets holds the facts of the markets as TOML. What it says is read by
// package culture.
//
//go:embed culture/markets.toml
var Markets string
