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
package sync
