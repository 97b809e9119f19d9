// Package followups is the screen of what is to be done: the lists of today,
// of what is late, of the week, of all and of what is done; the panel of one
// follow-up; and the form to make and change one.
//
// It promises that everything can be done by keyboard, that ticking off,
// snoozing and deleting can be undone, and that a time is shown in our zone
// and in the customer's. What is kept, when a follow-up returns and what is
// overdue is left to package book; working hours and better days to planner.
package followups
