// Package device asks this computer what it says of itself: whether the disk
// that a file lies on is encrypted.
//
// It promises to change nothing, to end within seconds and to say when the
// system gives no answer, instead of guessing. What follows from an answer is
// left to whoever asks.
package device
