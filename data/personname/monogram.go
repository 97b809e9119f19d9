package personname

import "strings"

// Monogram gives the first character of a name.
func Monogram(locale string, n Name) string {
	return firstCluster(strings.TrimSpace(n.Full + n.Given))
}
