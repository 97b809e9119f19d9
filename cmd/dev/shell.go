package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// command is one program to start: where, with which additions to the
// environment, with which words.
type command struct {
	dir  string
	env  []string
	argv []string
}

// String is the command as one would type it into a shell.
func (c command) String() string {
	words := make([]string, 0, len(c.env)+len(c.argv))
	for _, e := range c.env {
		k, v, _ := strings.Cut(e, "=")
		words = append(words, k+"="+quote(v))
	}
	for _, a := range c.argv {
		words = append(words, quote(a))
	}
	return strings.Join(words, " ")
}

// quote puts a word into single quotes where a POSIX shell would otherwise
// read more than one plain word in it.
func quote(s string) string {
	plain := s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%", r)
	}) < 0
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func (c command) prepare() *exec.Cmd {
	cmd := exec.Command(c.argv[0], c.argv[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	return cmd
}

// run prints the command, then runs it with our own input and output.
func (c command) run() error {
	fmt.Println("+ " + c.String())
	cmd := c.prepare()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", c.argv[0], err)
	}
	return nil
}

// output runs the command quietly and returns what it wrote to its standard
// output. What it wrote to standard error becomes part of the error.
func (c command) output() ([]byte, error) {
	cmd := c.prepare()
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("%s: %w\n%s", c, err, bytes.TrimSpace(errs.Bytes()))
	}
	return out, nil
}

// found tells whether a program of that name is on the search path.
func found(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}

// repoRoot finds the folder that holds our go.mod, from the working folder
// upwards.
func repoRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		f, err := os.Open(filepath.Join(dir, "go.mod"))
		if err == nil {
			line, readErr := bufio.NewReader(f).ReadString('\n')
			f.Close()
			if readErr == nil && strings.TrimSpace(line) == "module dragoman" {
				return dir, nil
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("not inside the dragoman repository (no go.mod of the module dragoman above this folder)")
		}
		dir = up
	}
}
