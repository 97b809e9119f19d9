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
// What comes from others is taken in pieces of some 20 milliseconds, each a
// transaction of its own: whoever saves something meanwhile waits for one at
// most, and a program that is stopped, also in the middle of joining, goes on
// after the last.
//
// # How far it carries
//
// Measured on two cores that others used as well (see the benchmarks): a change
// in a batch takes 5 bytes, one alone 360; a million changes are sent in 1 second;
// a book of 100,000 customers is written whole in 5 seconds and 13 MB. To take a
// million changes is 18 seconds of work, and to join such a book 37. It took 52
// and 80 on the clock while ten other programs wanted the same two cores and
// twenty-five saves a second came between. The longest of those took 270 and 220
// milliseconds, and 100 without the exchange: how long one waits on an idle
// computer is not measured yet.
//
// It is made for one team, up to some 20 devices. Run once, whole, as
// BenchmarkSoak: twenty real books of 100,000 rows join one after the other, each
// in 10 seconds, and make twenty-two rounds each over ten days, in which they
// write 3,000 fields. A round takes 0.09 seconds, the longest, which writes the
// whole book, 2.4; the place holds 242 files and 2.3 MB, 56 bytes for a change
// with all manifests; all books hold the same in the end. The twenty together
// took 670 MB of memory in one process.
//
// Reckoned from these figures, not run: 200 devices that make ten million changes
// in a year, five to a file, write two million files of some 400 bytes, 800 MB;
// half a million of them lie in the place at a time, since none goes before 90
// days. A round then lists
// 40 MB of names before it reads anything, and 200 manifests of 200 confirmations
// are a megabyte that grows with the square. To join takes the whole book and
// the files after it: 10 minutes. The merge is not what ends it: ten million
// changes are 160 seconds for each device.
//
// Beyond one team the same files belong into a bucket of which each device lists
// only what follows the last name that it has read of each other, with one
// manifest that a server keeps; beyond some hundred people a database that is
// written over the network, such as PostgreSQL, does better than any exchange
// of files.
package sync
