package book

import (
	"context"
	"errors"
	"io/fs"
	"strings"
)

// Code says what kind of thing went wrong, for those who decide what to do
// about it. It is stored nowhere and shown only through a message.
type Code string

// The codes; every error that leaves a use case carries one of them.
const (
	Invalid      Code = "invalid"       // a value cannot be taken; Field says which
	NotFound     Code = "not_found"     // the thing is gone or never was
	Conflict     Code = "conflict"      // somebody changed it in between
	Locked       Code = "locked"        // another program holds the book
	ReadOnly     Code = "read_only"     // the file or its folder cannot be written
	DiskFull     Code = "disk_full"     // no room left on the disk
	Corrupt      Code = "corrupt"       // the file is damaged
	NotABook     Code = "not_a_book"    // the file is something else, or empty
	NewerVersion Code = "newer_version" // written by a newer Dragoman
	Unsupported  Code = "unsupported"   // a format or feature that is not known
	Cancelled    Code = "cancelled"     // the user, or the end of the program
	Internal     Code = "internal"      // a fault of ours
)

// Error is the one error type of the book. Op is the use case in the words of
// the code ("customers.save"), Field the field at fault when Code is Invalid,
// Detail a code that picks a more exact sentence ("name_missing"); Err the
// cause. None of them carries customer data.
type Error struct {
	Op     string
	Code   Code
	Field  string
	Detail string
	Err    error
}

// Error returns a line for the log.
func (e *Error) Error() string {
	parts := []string{e.Op, string(e.Code)}
	for _, s := range []string{e.Field, e.Detail} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of err: "" for nil, Cancelled for a cancelled
// context, Internal for an error that is not ours.
func CodeOf(err error) Code {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Code
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Cancelled
	}
	return Internal
}

// FolderError names what is wrong with the folder in which a file cannot be
// made: that it is not there, or that nothing can be written in it.
func FolderError(op string, err error) *Error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{Op: op, Code: NotFound, Detail: "folder", Err: err}
	}
	return &Error{Op: op, Code: ReadOnly, Detail: "folder", Err: err}
}

// invalid returns the error of a value that cannot be taken.
func invalid(op, field, detail string) error {
	return &Error{Op: op, Code: Invalid, Field: field, Detail: detail}
}

// wrap names the use case on an error that came from below and keeps its code.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return &Error{Op: op, Code: e.Code, Field: e.Field, Detail: e.Detail, Err: err}
	}
	return &Error{Op: op, Code: CodeOf(err), Err: err}
}
