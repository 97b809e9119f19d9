package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// topLevel is all that may lie at the top of the repository, dot-files aside.
var topLevel = []string{"cmd", "ui", "data", "assets", "locales", "go.mod", "go.sum", "FyneApp.toml", "README.md", "LICENSE"}

// TopLevel checks that nothing new lies at the top of the repository: what is
// there is what a newcomer reads first.
func TopLevel(files []string) []Breach {
	var out []Breach
	var seen []string
	for _, f := range files {
		top, _, _ := strings.Cut(f, "/")
		if strings.HasPrefix(top, ".") || slices.Contains(topLevel, top) || slices.Contains(seen, top) {
			continue
		}
		seen = append(seen, top)
		out = append(out, Breach{top, "lies at the top level, which holds only " + strings.Join(topLevel, " ") + " and dot-files"})
	}
	return out
}

// machinePath matches a path that exists on one person's machine. The parts
// are put together here so that this file does not match itself.
var machinePath = regexp.MustCompile(`(?m)(?:^|[\s"'=(,:\x60])((?:/(?:ro` + `ot|wo` + `rk|ho` + `me/[a-z][\w.-]*|Us` + `ers/[A-Za-z][\w.-]*)/|[A-Z]:\\{1,2}Us` + `ers\\)[\w./\\-]*)`)

// registries are hosts that packages come from. Which one a machine asks is
// the machine's business.
var registries = []string{
	"proxy.golang" + ".org", "sum.golang" + ".org", "goproxy" + ".io", "goproxy" + ".cn",
	"pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org",
	"archive.ubuntu" + ".com", "artifact" + "ory", "mirrors." + "aliyun",
}

// Portable checks that a text names no path of one machine and no host of a
// package registry.
func Portable(file, text string) []Breach {
	var out []Breach
	line := func(at int) string { return fmt.Sprintf("%s:%d", file, 1+strings.Count(text[:at], "\n")) }
	for _, m := range machinePath.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, Breach{line(m[2]), fmt.Sprintf("%s is a path of one machine", text[m[2]:m[3]])})
	}
	for _, host := range registries {
		if at := strings.Index(text, host); at >= 0 {
			out = append(out, Breach{line(at), host + " is a registry's host, which is the business of the machine that builds"})
		}
	}
	return out
}

// libcLine finds the version of modernc.org/libc in a go.mod.
var libcLine = regexp.MustCompile(`(?m)^\s*(?:require\s+)?modernc\.org/libc\s+(v\S+)`)

// LibcVersion checks that we build with the version of modernc.org/libc that
// the SQLite driver was translated against, and with no other: any other
// corrupts memory in ways that no test finds. Both texts are go.mod files.
func LibcVersion(ours, drivers string) []Breach {
	mine, theirs := libcLine.FindStringSubmatch(ours), libcLine.FindStringSubmatch(drivers)
	switch {
	case mine == nil:
		return []Breach{{"go.mod", "does not name modernc.org/libc"}}
	case theirs == nil:
		return []Breach{{"modernc.org/sqlite/go.mod", "does not name modernc.org/libc"}}
	case mine[1] != theirs[1]:
		return []Breach{{"go.mod", fmt.Sprintf("has modernc.org/libc %s, the driver asks for %s", mine[1], theirs[1])}}
	}
	return nil
}
