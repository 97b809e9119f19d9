package main

import (
	"log/slog"

	"dragoman/data/planner"
	"dragoman/locales"
)

// warm reads what is built in (almanac, markets, words) while the system opens
// the window, so that the first screen does not wait for it. Whoever needs it
// sooner waits for the same reading.
func warm() {
	if _, err := planner.Default(); err != nil {
		slog.Error("what is built in cannot be read", "err", err)
	}
	if _, err := locales.New(locales.System(), locales.Options{}); err != nil {
		slog.Error("the words cannot be read", "err", err)
	}
}
