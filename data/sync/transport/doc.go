// Package transport carries the files of sync to a place that two computers can
// both reach: a folder or a stick, a WebDAV server, a bucket of S3, or one
// parcel file that is sent by mail.
//
// It promises that a file which is there under its name was written as a whole
// by us: what is under way has a name that no reader takes for a file of sync.
// It promises that a place which cannot be reached, is not there any more,
// cannot be written or is full is told apart from one that is empty, because a
// folder that vanished never means that anything was deleted. Every fault is a
// book.Error whose Detail says which of these it is.
//
// Names are paths with slashes below the place, in ASCII and case-insensitive.
// What the files mean, whether they are whole, and who may write which is left
// to package sync; the secrets of servers lie in the system's keyring.
package transport
