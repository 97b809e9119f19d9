package assets

import "embed"

// Almanac holds the rules of holidays: one TOML file a country or tradition,
// in the folder almanac. What the files say is read by package almanac.
//
//go:embed almanac/*.toml
var Almanac embed.FS
