package customers

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// pairsShown is how many pairs are listed, the most certain first. When they
// are settled the search brings the next.
const pairsShown = 200

// twin is a pair with its two rows.
type twin struct {
	book.Pair
	a, b book.CustomerRow
}

// duplicates is the state of the page on which two customers are made one.
type duplicates struct {
	env    *screen.Env
	render func()

	busy   bool
	loaded bool
	read   int // customers so far
	found  int // pairs in all
	scan   book.Scan
	twins  []twin
	at     int

	keep, other book.Customer // the pair at hand, read whole
	fields      []book.MergeField
	take        map[string]bool // the fields whose value is that of other
	swapped     bool            // the later one of the pair is kept

	search screen.Slot[foundTwins]
	both   screen.Slot[[2]book.Customer]
}

// foundTwins is what a search brings.
type foundTwins struct {
	scan  book.Scan
	twins []twin
}

func newDuplicates(env *screen.Env) *duplicates {
	d := &duplicates{env: env, render: func() {}}
	d.search.Runner, d.both.Runner = env.Runner, env.Runner
	return d
}

// Find looks through the whole book.
func (d *duplicates) Find() {
	env, progress := d.env, d.progress()
	d.busy, d.read = true, 0
	d.render()
	d.search.Run(func(ctx context.Context) (foundTwins, error) {
		scan, err := env.Book.Duplicates.Find(ctx, progress)
		if err != nil {
			return foundTwins{}, err
		}
		twins, err := readTwins(ctx, env, scan.Pairs[:min(len(scan.Pairs), pairsShown)])
		return foundTwins{scan, twins}, err
	}, func(f foundTwins, err error) {
		d.busy = false
		if err != nil {
			env.Shell.Fail(err)
			d.render()
			return
		}
		d.scan, d.twins, d.found, d.loaded = f.scan, f.twins, len(f.scan.Pairs), true
		d.Pick(min(d.at, max(0, len(d.twins)-1)))
	})
}

// progress returns a function that may be called on any goroutine.
func (d *duplicates) progress() func(int) {
	var last time.Time
	return func(n int) {
		if time.Since(last) < 150*time.Millisecond {
			return
		}
		last = time.Now()
		d.env.Runner.Post(func() {
			if d.busy {
				d.read = n
				d.render()
			}
		})
	}
}

// readTwins reads the rows of pairs.
func readTwins(ctx context.Context, env *screen.Env, pairs []book.Pair) ([]twin, error) {
	rows := map[book.ID]book.CustomerRow{}
	for part := range slices.Chunk(pairs, 200) {
		var ids []book.ID
		for _, p := range part {
			ids = append(ids, p.A, p.B)
		}
		page, err := env.Book.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: ids}, Limit: 500})
		if err != nil {
			return nil, err
		}
		for _, r := range page.Rows {
			rows[r.ID] = r
		}
	}
	var out []twin
	for _, p := range pairs {
		a, okA := rows[p.A]
		b, okB := rows[p.B]
		if okA && okB {
			out = append(out, twin{p, a, b})
		}
	}
	return out, nil
}

// Pick brings a pair to the right. The fuller card is kept unless the user
// says otherwise.
func (d *duplicates) Pick(i int) {
	d.at, d.take, d.fields, d.swapped = i, map[string]bool{}, nil, false
	d.keep, d.other = book.Customer{}, book.Customer{}
	d.render()
	if i >= len(d.twins) {
		return
	}
	pair, env := d.twins[i], d.env
	d.both.Run(func(ctx context.Context) (out [2]book.Customer, err error) {
		if out[0], err = env.Book.Customers.Get(ctx, pair.A); err == nil {
			out[1], err = env.Book.Customers.Get(ctx, pair.B)
		}
		return out, err
	}, func(c [2]book.Customer, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		d.keep, d.other = c[0], c[1]
		if fullness(c[1]) > fullness(c[0]) {
			d.keep, d.other, d.swapped = c[1], c[0], true
		}
		d.compare()
	})
}

// fullness counts what is known of a customer.
func fullness(c book.Customer) int {
	n := len(c.Channels) + len(c.Dates) + len(c.Cultures) + len(c.Languages) + len(c.Preferences) + len(c.Tags)
	for _, f := range book.CompareForMerge(c, book.Customer{}) {
		if f.Keep != "" {
			n++
		}
	}
	return n
}

// compare lists what differs between the two.
func (d *duplicates) compare() {
	d.fields = slices.DeleteFunc(book.CompareForMerge(d.keep, d.other), func(f book.MergeField) bool {
		return silentColumns[f.Name] || silentColumns["customer_"+f.Name]
	})
	for _, f := range d.fields {
		if f.Keep == "" {
			d.take[f.Name] = true
		}
	}
	d.render()
}

// Swap keeps the other one.
func (d *duplicates) Swap() {
	d.keep, d.other, d.swapped = d.other, d.keep, !d.swapped
	d.take = map[string]bool{}
	d.compare()
}

// Choose decides whose value a field has in the end.
func (d *duplicates) Choose(name string, other bool) {
	d.take[name] = other
	d.render()
}

// Lost lists the fields of which one value gives way.
func (d *duplicates) Lost() []book.MergeField {
	return slices.DeleteFunc(slices.Clone(d.fields), func(f book.MergeField) bool { return !f.Loses() })
}

// Merge makes one of the two at hand.
func (d *duplicates) Merge() {
	keep, other, take, env := d.keep, d.other, d.take, d.env
	if keep.ID == "" {
		return
	}
	name := keep.Name.Full
	d.settle(func(ctx context.Context) (book.Operation, error) {
		return env.Book.Duplicates.Merge(ctx, keep, other, take)
	}, func() string { return env.T("customers.dup_merged", locales.V{"Name": name}) })
}

// Apart remembers that the two at hand are not the same.
func (d *duplicates) Apart() {
	a, b, env := d.keep.ID, d.other.ID, d.env
	if a == "" {
		return
	}
	d.settle(func(ctx context.Context) (book.Operation, error) {
		return env.Book.Duplicates.Apart(ctx, a, b)
	}, func() string { return env.T("customers.dup_apart_done", nil) })
}

// settle carries out the decision on a pair and goes on to the next.
func (d *duplicates) settle(work func(context.Context) (book.Operation, error), said func() string) {
	done := d.twins[d.at].Pair
	act(d.env, work, func(op book.Operation) {
		d.env.Shell.Done(said(), op)
		d.twins = slices.DeleteFunc(d.twins, func(t twin) bool { return t.A == done.A && t.B == done.B })
		d.Find()
	})
}

// Later leaves a pair undecided and goes to the next.
func (d *duplicates) Later() {
	if len(d.twins) > 0 {
		d.Pick((d.at + 1) % len(d.twins))
	}
}

// Open shows the card of one of the two.
func (d *duplicates) Open(id book.ID) {
	d.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id)})
}

func (d *duplicates) leave() {
	d.search.Cancel()
	d.both.Cancel()
	d.busy = false
}

// signWords are the reasons in words.
var signWords = map[book.Sign]locales.ID{
	book.SameName: "customers.sign_name", book.SameSound: "customers.sign_sound", book.SamePhone: "customers.sign_phone",
	book.SameMail: "customers.sign_email", book.SameIM: "customers.sign_im", book.SameFirm: "customers.sign_firm",
	book.SameBirthday: "customers.sign_birthday", book.OtherName: "customers.sign_other_name",
	book.OtherFirm: "customers.sign_other_firm", book.OtherBirth: "customers.sign_other_birthday",
}

// reasons writes why a pair may be one.
func reasons(p *locales.Printer, signs []book.Sign) string {
	words := make([]string, len(signs))
	for i, s := range signs {
		words[i] = p.T(signWords[s], nil)
	}
	return joinDots(words...)
}

// certainty says in a word how sure a pair is.
func certainty(score int) locales.ID {
	switch {
	case score >= book.NearlyCertain:
		return "customers.dup_certain"
	case score >= book.Likely:
		return "customers.dup_likely"
	}
	return "customers.dup_possible"
}

// mergeWord names a field of the comparison, mergeValue writes a value.
func mergeWord(p *locales.Printer, f book.MergeField) string {
	if f.Name == "birthday" {
		return p.T("customers.date_birthday", nil)
	}
	return fieldWord(p, book.FieldChange{Entity: "customer", Field: f.Name})
}

func mergeValue(p *locales.Printer, home *time.Location, f book.MergeField, value string) string {
	if f.Name == "birthday" {
		if d, err := calendar.ParsePartial(value); err == nil {
			return p.Partial(d)
		}
	}
	return valueWord(p, home, book.FieldChange{Entity: "customer", Field: f.Name}, value)
}
