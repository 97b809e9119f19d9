package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// hasDisplay tells whether a window can open here.
func hasDisplay(goos string, getenv func(string) string) bool {
	return goos != "linux" || getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

// hereIsDisplay is hasDisplay for this machine.
func hereIsDisplay() bool { return hasDisplay(runtime.GOOS, os.Getenv) }

// virtual is a display that exists in memory only.
type virtual struct {
	server *exec.Cmd
	name   string // as in :7
}

// startVirtual starts Xvfb on a free display, which Xvfb itself chooses and
// reports through a pipe, so that two runs at a time do not meet. Further
// options for Xvfb may be given.
func startVirtual(options ...string) (*virtual, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	server := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1440x960x24", "-nolisten", "tcp"}, options...)...)
	server.ExtraFiles = []*os.File{w}
	err = server.Start()
	w.Close()
	if err != nil {
		return nil, fmt.Errorf("starting Xvfb: %w", err)
	}
	v := &virtual{server: server}
	if err := r.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		v.stop()
		return nil, err
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		v.stop()
		return nil, fmt.Errorf("waiting for Xvfb to name its display: %w", err)
	}
	v.name = ":" + strings.TrimSpace(number)
	return v, nil
}

// env is what a program needs to draw on the display.
func (v *virtual) env() []string {
	return []string{"DISPLAY=" + v.name, "WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1"}
}

// stop ends the server. Its exit code says nothing: we ended it.
func (v *virtual) stop() {
	if err := v.server.Process.Kill(); err != nil {
		fmt.Fprintln(os.Stderr, "Xvfb:", err)
	}
	_ = v.server.Wait()
}
