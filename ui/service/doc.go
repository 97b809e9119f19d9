// Package service is the screen of requests and complaints: the open cases by
// what runs out first, the selected one with its promises and steps, and the
// forms to take one in and to take it further.
//
// It promises that time left is working time that both sides share, that every
// step can be undone, and that what cannot be is said at its field. The words
// are those of casework; the rules are the book's.
package service
