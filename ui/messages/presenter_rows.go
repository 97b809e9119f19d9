package messages

import (
	"slices"

	"dragoman/data/book"
)

// take takes a campaign that was read. One that is opened shows who is still to
// be written to, if there is anybody, and one whose last letter has gone shows
// all of them.
func (p *Presenter) take(o opened) {
	opening := p.Open == nil || p.Open.ID != o.campaign.ID
	waited := !opening && p.Count(book.Waiting) > 0
	p.Open, p.Rows = &o.campaign, o.rows
	switch waits := p.Count(book.Waiting) > 0; {
	case opening:
		p.Shown, p.At = "", ""
		if waits {
			p.Shown = book.Waiting
		}
	case p.Shown == book.Waiting && waited && !waits:
		p.Shown = ""
	}
}

// first is the first recipient who waits, else the first of all.
func (p *Presenter) first() book.ID {
	for _, r := range p.Rows {
		if r.State == book.Waiting {
			return r.ID
		}
	}
	if len(p.Rows) > 0 {
		return p.Rows[0].ID
	}
	return ""
}

func (p *Presenter) index(id book.ID) int {
	return slices.IndexFunc(p.Rows, func(r book.RecipientRow) bool { return r.ID == id })
}

// Visible are the recipients that are listed.
func (p *Presenter) Visible() []book.RecipientRow {
	if p.Shown == "" {
		return p.Rows
	}
	var out []book.RecipientRow
	for _, r := range p.Rows {
		if r.State == p.Shown {
			out = append(out, r)
		}
	}
	return out
}

// Show only those of one state; "" shows all.
func (p *Presenter) Filter(s book.RecipientState) {
	p.Shown = s
	if rows := p.Visible(); len(rows) > 0 && !slices.ContainsFunc(rows, func(r book.RecipientRow) bool { return r.ID == p.At }) {
		p.At = rows[0].ID // a letter that is not listed is not shown beside the list
	}
	p.draw()
}

// Count is how many recipients are in a state; "" counts all.
func (p *Presenter) Count(s book.RecipientState) (n int) {
	for _, r := range p.Rows {
		if s == "" || r.State == s {
			n++
		}
	}
	return n
}

// Pick shows the letter of a recipient.
func (p *Presenter) Pick(id book.ID) {
	p.At = id
	p.draw()
}

// Current is the recipient whose letter is shown.
func (p *Presenter) Current() (book.RecipientRow, bool) {
	i := p.index(p.At)
	if i < 0 {
		return book.RecipientRow{}, false
	}
	return p.Rows[i], true
}

// next moves to the next recipient who waits.
func (p *Presenter) next() {
	i := p.index(p.At)
	for k := range p.Rows {
		if r := p.Rows[(max(i, 0)+1+k)%len(p.Rows)]; r.State == book.Waiting {
			p.At = r.ID
			return
		}
	}
}
