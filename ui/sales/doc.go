// Package sales is the screen of what is sold: the orders with their sums in
// one currency, the pipeline of deals, and the loyalty programme.
//
// It promises that a sum says what it leaves out, that a deal moves with the
// pointer and with the keyboard alike, and that everything done here can be
// undone. What counts and how amounts are converted is the book's.
package sales
