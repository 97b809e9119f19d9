package assets

import "embed"

// Words holds what customers are asked and told beside scripts, under words:
// the questions about satisfaction and the sentence on points, one TOML file a
// language. It is read by package counsel.
//
//go:embed words
var Words embed.FS
