// Package today is the screen that is seen first: what is coming for the
// customers of the book, what is due, whom it is a good hour to call, whose
// birthday is near and who has not heard from us for too long.
//
// It promises that it shows at once and that its cards fill as they are read,
// that nothing in it asks for all customers of a large book, that a day of
// mourning carries no cheerful word, and that every line leads to where it can
// be acted on. What is worked out is left to planner and book.
package today
