package sqlite

import (
	"net/url"
	"path/filepath"
	"strings"
)

// role is what a connection is for.
type role int

const (
	writing   role = iota // the one connection that changes rows
	reading               // one of a few that only look
	looking               // a first look at a file that may not be a book
	frozen                // a file in a folder where nothing can be made
	copying               // writes to a new file that nobody else knows yet
	passing               // the same, where who asked flushes the file, or throws it away
	migrating             // changes the schema
	emptying              // fills the room that holds nothing with zeros
)

// dsn returns the data source name for a file. The path is absolute and spelled
// as a URI, because SQLite honours mode= only there.
func dsn(path string, r role) string {
	q := url.Values{}
	pragma := func(p ...string) { q["_pragma"] = append(q["_pragma"], p...) }
	q.Set("_busy_timeout", "5000")
	q.Set("_dqs", "0")
	if r != emptying {
		q.Set("_defensive", "1") // which keeps pages from being written
	}
	// Pages that several readers want lie in the system's cache anyway; only who
	// writes, and keeps what is changed, has a large one of its own.
	cache := "cache_size(-16384)"
	if r == reading || r == frozen {
		cache = "cache_size(-4096)"
	}
	pragma("temp_store(MEMORY)", cache, "foreign_keys(1)", "trusted_schema(0)")
	switch r {
	case writing, migrating:
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		q.Set("_journal_mode", "WAL")
		// A change that was reported as done must survive a power cut, so the log
		// is flushed with every transaction.
		q.Set("_synchronous", "FULL")
		// The log is brought home every 16 MB and not, as is usual, every 4: one
		// save in many waits for it.
		pragma("secure_delete(1)", "journal_size_limit(33554432)", "wal_autocheckpoint(4000)")
	case copying:
		q.Set("mode", "rwc")
		q.Set("_txlock", "immediate")
		q.Set("_synchronous", "FULL")
	case passing:
		q.Set("mode", "rwc")
		q.Set("_txlock", "immediate")
		q.Set("_synchronous", "OFF")
		pragma("secure_delete(1)")
	case emptying:
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		// What is lost when the power fails is done again: the file that says so
		// goes only after the log was brought home.
		q.Set("_synchronous", "NORMAL")
		pragma("secure_delete(1)", "wal_autocheckpoint(0)")
	case reading:
		q.Set("mode", "rw")
		q.Set("_query_only", "1")
	case looking:
		q.Set("mode", "ro")
		q.Set("_query_only", "1")
	case frozen:
		q.Set("mode", "ro")
		q.Set("immutable", "1")
		q.Set("_query_only", "1")
	}
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return "file://" + (&url.URL{Path: p}).EscapedPath() + "?" + q.Encode()
}
