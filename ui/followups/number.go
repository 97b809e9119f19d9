package followups

import (
	"errors"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/ui/internal/dayfield"
)

func itoa(n int) string { return strconv.Itoa(n) }

func atoi(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(dayfield.Fold(s)))
	return n, err == nil
}

// invalidField is the field at fault, or "" when err is something else.
func invalidField(err error) string {
	var e *book.Error
	if errors.As(err, &e) && e.Code == book.Invalid {
		return e.Field
	}
	return ""
}
