// Package sync lets several computers share one book through any place that
// keeps files: a folder that a cloud service copies, a stick, a server.
//
// Every computer writes what it changed into files of its own that never change
// again, and reads those of the others. It promises that books which have read
// the same files hold the same, in whatever order and how often the files came;
// that a file which is missing, cut short or damaged never takes anything from
// a book; that of two people who wrote the same field the later wins and the
// other's value is kept; that what was erased stays erased; and that no clock,
// however wrong, stops it. What leaves the computer is encrypted.
//
// What a change is and how two are merged is left to oplog, how rows are
// changed to the Store that a book gives, where the files lie to transport.
//
// The place holds, below a folder of the workspace:
//
//	format.json                            number of the form, name of the key
//	r/<replica>/<number>-<hash>.seg        what a computer changed
//	r/<replica>/m-<number>.man             what it calls itself, and what it has read
//	s/<replica>/<time>-<hash>.snap         the whole book as that computer had it
//	b/<hash>.age                           pictures and attachments
//
// What comes from others is taken in pieces, each a transaction of its own, so that
// a program that is stopped, also in the middle of joining, goes on after the last.
// While nobody works with the book a piece takes up to 2.5 seconds, since the pages
// that many rows share are then written once; it ends as soon as somebody wants to
// save something, and for a while after that pieces take some 12 milliseconds.
//
// # How far it carries
//
// Measured on two cores (see the benchmarks): a change in a batch takes 5 bytes,
// one alone 350; a million changes are sent in 1 second and taken in 9 to 11; a book
// of 100,000 customers is written whole in 5 seconds and 13 MB, and joined in 22 to
// 24. A save that came between when nobody had saved for a while took 25 to 68
// milliseconds. With thirty saves a second the million takes 15 to 17 seconds and
// the join 31 to 33; of those saves 99 in 100 took at most 36 to 49 milliseconds,
// the longest 47 to 77, where the disk alone took 27 to 36 and 37 to 175. The demo
// book of 100,000, with 240,000 interactions, 525,000 orders and all else 2.4
// million rows, is joined in 140 seconds, the time in which it was made.
//
// It is made for one team, up to some 20 devices. Run once, whole, as
// BenchmarkSoak: twenty real books of 100,000 rows join one after the other, each
// in 3.6 seconds, and make twenty-two rounds each over ten days, in which they
// write 3,000 fields. A round takes 0.03 seconds, the longest 0.2; the place holds
// 242 files and 2.3 MB, 57 bytes for a change with all manifests; all books hold the
// same in the end. The twenty together took 330 MB of memory in one process.
//
// Run once as BenchmarkThrong, in the model: 200 devices make ten million changes
// in a year, five to a file, and exchange once a day. They write 2.1 million files
// of some 580 bytes, 1.5 GB with the manifests; half a million of them, 290 MB, lie
// in the place at a time, since none goes before 90 days. In the end a round takes
// 15 seconds on two busy cores, in which it merges 28,000 changes out of 5,600
// files, and 5 when there is nothing new: it lists 34 MB of names before it reads
// anything. A device keeps 2.5 MB about the others, which grows with the square and
// is written with every piece; that is why a piece gives the rows as much time as
// it takes. To join takes 20 seconds, since the whole book has most of it. All hold
// the same in the end. Through a folder that a cloud service copies it would hardly
// carry: no service likes half a million small files.
//
// Beyond one team the same files belong into a bucket of which each device lists
// only what follows the last name that it has read of each other, with one
// manifest that a server keeps; beyond some hundred people a database that is
// written over the network, such as PostgreSQL, does better than any exchange
// of files.
package sync
