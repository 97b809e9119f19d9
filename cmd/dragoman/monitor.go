//go:build !ci

package main

import "github.com/go-gl/glfw/v3.4/glfw"

// workArea is the room for windows on the first screen, in its pixels. The
// toolkit knows it and does not tell, so its driver is asked, once it runs.
func workArea() (width, height int, ok bool) {
	m := glfw.GetPrimaryMonitor()
	if m == nil {
		return 0, 0, false
	}
	_, _, width, height = m.GetWorkarea()
	return width, height, width > 0 && height > 0
}
