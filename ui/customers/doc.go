// Package customers is the screen of the customer book itself: the cards and
// the list, one customer with everything known of it, and the form in which a
// card is written.
//
// It promises that nothing about a person is inferred: forms of address,
// cultures and observances are shown only when somebody stated them, and a
// default of the country is shown as a default. Every change goes through a use
// case of package book and can be undone. Files named presenter* hold state and
// commands and know no toolkit; files named view* draw that state.
//
// Follow-ups are edited on their own screen, files are read by the import.
package customers
