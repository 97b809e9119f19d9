package assets

import _ "embed"

// Notices names what the program is built on, each with its licence, for the
// About page. It is written by the verb notices of cmd/dev, and a test there
// says when it is out of date.
//
//go:embed NOTICES.txt
var Notices string
