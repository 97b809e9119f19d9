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
// What comes from others is taken in pieces of some 12 milliseconds, each a
// transaction of its own: whoever saves something meanwhile waits for one at
// most, and a program that is stopped, also in the middle of joining, goes on
// after the last.
//
// # How far it carries
//
// Measured on two cores (see the benchmarks): a change in a batch takes 5 bytes,
// one alone 350; a million changes are sent in 1 second and taken in 19; a book of
// 100,000 customers is written whole in 4 seconds and 13 MB, and joined in 37.
// Twenty-five saves a second came between. Of those, 99 in 100 took at most 44
// milliseconds during the join and 40 during the round, where the disk alone had
// taken 27 to 37; the longest took 56 to 66 and 49 to 55, and 39 to 49 alone.
//
// It is made for one team, up to some 20 devices. Run once, whole, as
// BenchmarkSoak: twenty real books of 100,000 rows join one after the other, each
// in 10 seconds, and make twenty-two rounds each over ten days, in which they
// write 3,000 fields. A round takes 0.09 seconds, the longest, which writes the
// whole book, 2.4; the place holds 242 files and 2.3 MB, 56 bytes for a change
// with all manifests; all books hold the same in the end. The twenty together
// took 670 MB of memory in one process.
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
