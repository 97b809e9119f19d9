package kit

import "fyne.io/fyne/v2"

// SetOnKey lets a screen answer keys before the list does, while the list has
// the keyboard. f says whether it used the key up.
func (l *List) SetOnKey(f func(e *fyne.KeyEvent) bool) { l.extraKey = f }

// SetRuleAt says under which rows a hairline is drawn; nil means all of them.
// A list with headings among its rows draws none around them.
func (l *List) SetRuleAt(f func(i int) bool) { l.ruleAt = f }

// Press does what a press on a row does: the row gets the cursor, the list the
// keyboard, and open is called. It is for rows that take presses themselves.
func (l *List) Press(i int) { l.tapped(i) }

// InList makes a check box a part of a row: it can be pressed, and the list
// has the keyboard in its place.
func (c *Check) InList() *Check {
	c.bound = true
	return c
}

// InList makes a button a part of a row: it can be pressed, and the list has
// the keyboard in its place.
func (b *Button) InList() *Button {
	b.bound = true
	return b
}

// InList makes a row a part of a list that makes its rows itself: it can be
// pressed, and the list has the keyboard in its place.
func (r *Row) InList() *Row {
	r.bound = true
	return r
}
