// Package backup keeps copies of a book: it makes, lists, checks, thins out and
// gives back.
//
// It promises that a backup which is there under its name is whole: the copy
// was made by the storage, opened, checked and counted before it was
// compressed, and took its name last. It promises that nothing of a backup is
// used before all of it was read and checked: a file that is cut short, mixed
// with another or not ours is refused. And it promises that a restore keeps
// the book that was there.
//
// A backup is one file: a header (a skippable frame of zstd, so that
// `zstd -d` reads what is not encrypted) with counts and no names, then the
// book compressed with zstd, and with a passphrase encrypted with age. The book
// in it has no search index: whoever uses it makes that anew. The live file is
// never read here; copies come from package sqlite.
package backup
