package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
)

// logName is the file of the log; the one before keeps ".old".
const logName = "dragoman.log"

// maxLog is the size at which a log is put aside at the next start.
const maxLog = 1 << 20

// openLogs sends the log, and the traces of a crash, to files in dir. It never
// keeps the program from starting: without files the log goes to stderr. When
// the last run crashed, report is the file with its trace.
func openLogs(dir string) (report string, close func()) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		slog.Warn("no folder for logs", "err", err)
		return "", func() {}
	}
	path := filepath.Join(dir, logName)
	if st, err := os.Stat(path); err == nil && st.Size() > maxLog {
		if err := os.Rename(path, path+".old"); err != nil {
			slog.Warn("the old log stays", "err", err)
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		slog.Warn("no log file", "err", err)
		return "", func() {}
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(io.MultiWriter(f, os.Stderr), nil)))
	trace := filepath.Join(dir, "crash.txt")
	if st, err := os.Stat(trace); err == nil && st.Size() > 0 {
		report = filepath.Join(dir, "last-crash.txt")
		if err := os.Rename(trace, report); err != nil {
			slog.Warn("the crash report stays", "err", err)
		}
	}
	crash, err := os.Create(trace)
	if err == nil {
		err = debug.SetCrashOutput(crash, debug.CrashOptions{})
	}
	if err != nil {
		slog.Warn("no crash file", "err", err)
	}
	return report, func() {
		if err := errors.Join(crash.Close(), f.Close()); err != nil {
			slog.Warn("logs were not closed well", "err", err)
		}
	}
}
