// Package realserver starts the servers of rclone, where it is installed, so that
// what is promised of a place is tried against a program that somebody else
// wrote. Only tests import it.
package realserver

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// User and Password are what every server asks for, Bucket is the one of those
// that speak S3.
const (
	User     = "lin"
	Password = "secret-of-lin"
	Bucket   = "shop"
)

// ErrMissing is the error where there is no rclone, or one that does not serve a
// kind: those before 1.65 speak no S3.
var ErrMissing = errors.New("no rclone that serves this is installed")

// Server is a real server over a folder. Its address stays the same when it is
// killed and started again.
type Server struct {
	Address string // with a slash at the end, without the bucket
	Dir     string // what it serves, or the bucket, to be looked at from behind

	program, port string
	args          []string
	run           *exec.Cmd
}

// Serves tells whether servers of a kind can be started.
func Serves(kind string) bool {
	_, _, ok := find(kind)
	return ok
}

// find looks for a program that serves a kind, and how it is told whom to let in.
func find(kind string) (program string, auth []string, ok bool) {
	auth = []string{"--user", User, "--pass", Password}
	if kind == "s3" {
		auth = []string{"--auth-key", User + "," + Password}
	}
	program, err := exec.LookPath("rclone")
	if err != nil {
		return "", nil, false
	}
	help, err := exec.Command(program, "serve", kind, "--help").CombinedOutput()
	return program, auth, err == nil && strings.Contains(string(help), auth[0])
}

// Start starts a server of a kind, "webdav" or "s3", over an empty folder.
func Start(kind, dir string) (*Server, error) {
	program, auth, ok := find(kind)
	if !ok {
		return nil, ErrMissing
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{program: program, port: l.Addr().String(), Dir: dir}
	if err := l.Close(); err != nil {
		return nil, err
	}
	s.Address = "http://" + s.port + "/"
	if kind == "s3" {
		s.Dir = filepath.Join(dir, Bucket)
		if err := os.Mkdir(s.Dir, 0o700); err != nil {
			return nil, err
		}
	}
	s.args = append([]string{"serve", kind, "--addr", s.port, "--dir-cache-time", "0s", "--config", filepath.Join(dir, "..", "none")}, append(auth, dir)...)
	return s, s.Again()
}

// Again starts a server that was killed.
func (s *Server) Again() error {
	s.run = exec.Command(s.program, s.args...)
	if err := s.run.Start(); err != nil {
		return err
	}
	var err error
	for range 200 {
		var c net.Conn
		if c, err = net.Dial("tcp", s.port); err == nil {
			return c.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.Kill()
	return err
}

// Kill ends it at once, whatever it is doing.
func (s *Server) Kill() {
	_ = s.run.Process.Kill() // it may have ended by itself
	_ = s.run.Wait()
}
