// Package sqlite keeps the customer book in one SQLite file: schema,
// migrations, queries, search index, history, checks and copies.
//
// It promises that a transaction is whole or absent whatever happens to the
// program, that opening never changes a file that it refuses, that every change
// is in the history with what it takes to undo it, and that every error it
// returns is a book.Error. What the rows mean, and which use cases there are,
// is left to package book. Nothing else imports the SQLite driver.
package sqlite
