package assets

import "embed"

// Markets holds the facts of the markets as TOML. What it says is read by
// package culture.
//
//go:embed culture/markets.toml
var Markets string

// Regions holds the names of the parts of countries as TOML. What it says is
// read by package culture.
//
//go:embed culture/regions.toml
var Regions string

// Culture holds what is said of the markets, under culture: guides, phrases
// and scripts, one TOML file a market or a language. It is read by package
// culture.
//
//go:embed culture
var Culture embed.FS
