package counsel

import "strings"

// WithLine puts a line into a letter as a paragraph of its own, or for a short
// message as a line of its own, before the words with which it closes. me is
// who signs. A letter that says it already stays as it is.
func WithLine(text, line, me string) string {
	line = strings.TrimSpace(line)
	if line == "" || strings.Contains(text, line) {
		return text
	}
	text = strings.TrimRight(text, "\n ")
	if parts := strings.Split(text, "\n\n"); len(parts) > 2 {
		last := len(parts) - 1
		return strings.Join(append(parts[:last:last], line, parts[last]), "\n\n")
	}
	lines := strings.Split(text, "\n")
	last := len(lines) - 1
	if last > 0 && me != "" && strings.Contains(lines[last], me) {
		return strings.Join(append(lines[:last:last], line, lines[last]), "\n")
	}
	return text + "\n" + line
}

// WithoutLine takes a line out of a letter, with the space that it stood in.
func WithoutLine(text, line string) string {
	line = strings.TrimSpace(line)
	if line == "" {
		return text
	}
	for _, around := range []string{"\n\n", "\n", ""} {
		if strings.Contains(text, around+line) {
			return strings.Replace(text, around+line, "", 1)
		}
	}
	return text
}
