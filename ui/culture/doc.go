// Package culture is the screen of the culture guides: the list of markets,
// the guide to one or two side by side, phrases, scripts that are filled for a
// customer, and the guide before a room.
//
// It promises to show how far each statement binds, for whom, on what it
// rests and whether it is out of date, and to say that it speaks of groups and
// not of a person. What is written is left to package culture in data, whom it
// concerns to the book.
package culture
