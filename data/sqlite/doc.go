// Package sqlite keeps the customer book in one SQLite file: schema,
// migrations, queries, search index, history, checks and copies.
//
// It promises that a transaction is whole or absent whatever happens to the
// program, that opening never changes a file that it refuses, that every change
// is in the history with what it takes to undo it, and that every error it
// returns is a book.Error. What the rows mean, and which use cases there are,
// is left to package book. Nothing else imports the SQLite driver.
//
// Of who was erased no byte is left, in the file, its log or its index. That takes
// 8 to 20 seconds in a book of 1 GB and goes in pieces beside all other work:
// measured on two cores that ten programs wanted, a save waited for 0.3 seconds at
// most, also for the transaction of the erasure itself; 1.5 right after the book
// was filled. To write the file anew, as is done where it was not kept clean, takes
// 20, in which everybody waits.
package sqlite
