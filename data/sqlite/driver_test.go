package sqlite

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The driver is translated C that leans on one version of modernc.org/libc;
// another one, though later, may break it.
func TestLibcIsTheOneTheDriverAsksFor(t *testing.T) {
	module := func(name string) (m struct{ Version, GoMod string }) {
		t.Helper()
		out, err := exec.Command("go", "list", "-m", "-json", name).Output()
		if err != nil {
			t.Skip("needs the go command: ", err)
		}
		check(t, json.Unmarshal(out, &m))
		return m
	}
	mod, err := os.ReadFile(module("modernc.org/sqlite").GoMod)
	check(t, err)
	have := module("modernc.org/libc").Version
	if !strings.Contains(string(mod), "modernc.org/libc "+have+"\n") {
		t.Errorf("libc is %s, which the driver does not ask for", have)
	}
}
