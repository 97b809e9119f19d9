package rules

import (
	"fmt"
	"regexp"
	"strings"
)

// scaledTwice is a width that grows with the text, given to a layout that
// makes it grow itself.
var scaledTwice = regexp.MustCompile(`Fixed(?:Width|Size)\((?:kit\.)?Scaled\(`)

// Sizes checks that no width grows twice with the text: at 150 % it would take
// more than twice its room and push the page out of the window.
func Sizes(sources []Source) []Breach {
	var out []Breach
	for _, s := range sources {
		for i, line := range strings.Split(s.Text, "\n") {
			if strings.HasPrefix(s.Path, "ui/") && scaledTwice.MatchString(line) {
				out = append(out, Breach{fmt.Sprintf("%s:%d", s.Path, i+1), "scales a width that FixedWidth scales"})
			}
		}
	}
	return out
}
