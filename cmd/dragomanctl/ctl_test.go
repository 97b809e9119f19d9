package main

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
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
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"setid": setID, "code": setCode},
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
