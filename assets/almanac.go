package assets

import "embed"

// Almanac holds the rules of holidays: one TOML file a country or tradition,
// in the folder almanac, and under content the guides to the feasts and the
// wishes. What the files say is read by package almanac.
//
//go:embed almanac/*.toml almanac/content/*.toml
var Almanac embed.FS
