// Package insight turns what is in a book into figures: what a customer is
// worth, how well the relationships are kept, and what stands out. It promises
// that every figure follows from the rows alone (the same book gives the same
// figure), that each formula names its source, that amounts in a currency
// without a rate are counted apart and never summed, and that a figure which
// rests on too little says so, and from when it will be known, instead of
// showing a number. It stores nothing, knows no words and draws nothing.
package insight
