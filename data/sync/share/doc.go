// Package share is what stands between the engine of sync and those who use it:
// where a book is shared, what this computer remembers of that, with which key,
// and the parcels that are sent by mail instead.
//
// It promises that a round is made by one at a time, that everything it needs is
// found again at the next start, and that where something is missing (the key,
// the place, the password of a server) its error says which, so that it can be
// asked for. What is exchanged and merged is left to package sync; what is said
// about it to the window and the command line.
package share
