package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"dragoman/data/sync/realserver"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dragomanctl": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command-line contract: every verb, its columns, its exit
// codes and its words in both languages.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("DRAGOMAN_HOME", e.WorkDir+"/home")
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Values[atServer{}] = &atServer{}
			return nil
		},
		Cmds:      map[string]func(*testscript.TestScript, bool, []string){"setid": setID, "code": setCode, "server": server, "placeholders": placeholders},
		Condition: served,
	})
}

// setID puts the first id of a list in JSON into the variable ID.
func setID(ts *testscript.TestScript, _ bool, args []string) {
	var rows []struct{ ID string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &rows))
	if len(rows) == 0 {
		ts.Fatalf("nobody in %s", args[0])
	}
	ts.Setenv("ID", rows[0].ID)
}

// setCode puts the recovery code of a shared book into the variable CODE and
// into the environment from which it is read.
func setCode(ts *testscript.TestScript, _ bool, args []string) {
	var started struct{ Code string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &started))
	ts.Setenv("CODE", started.Code)
	ts.Setenv("DRAGOMAN_PASSPHRASE", started.Code)
}

// atServer is the server of a script.
type atServer struct{ *realserver.Server }

// server starts a real server of a kind over a new folder and puts its address
// into the variable SERVER; "away" kills it, "back" starts it again.
func server(ts *testscript.TestScript, _ bool, args []string) {
	x, _ := ts.Value(atServer{}).(*atServer)
	switch {
	case len(args) != 1:
		ts.Fatalf("server webdav, s3, away or back")
	case args[0] == "away":
		x.Kill()
	case args[0] == "back":
		ts.Check(x.Again())
	default:
		dir := ts.MkAbs("server-" + args[0])
		ts.Check(os.Mkdir(dir, 0o700))
		s, err := realserver.Start(args[0], dir)
		ts.Check(err)
		ts.Defer(s.Kill)
		x.Server = s
		ts.Setenv("SERVER", s.Address)
	}
}

// served knows the condition [rclone:KIND].
func served(cond string) (bool, error) {
	kind, ok := strings.CutPrefix(cond, "rclone:")
	if !ok {
		return false, fmt.Errorf("no condition %q", cond)
	}
	return realserver.Serves(kind), nil
}

// placeholders leaves empty files where there were full ones, as a service does
// that has put them away; with "back" before the folder it brings them again.
func placeholders(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[len(args)-1])
	ts.Check(filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case args[0] != "back":
			return errors.Join(os.Rename(path, path+".away"), os.WriteFile(path, nil, 0o600))
		case strings.HasSuffix(path, ".away"):
			return os.Rename(path, strings.TrimSuffix(path, ".away"))
		}
		return nil
	}))
}
