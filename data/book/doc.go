// Package book is the customer book: who the customers are, what was agreed
// with them and what happened, and the use cases by which all of it changes.
//
// It promises that every use case is one transaction which also keeps the
// history and can be undone, and that whoever listens to its Hub hears of the
// change after it is durable. It is plain Go: where the rows live is left to a
// Store (see sqlite), holidays to almanac, files to exchange.
package book
