package book_test

import (
	"strings"
	"testing"

	"dragoman/data/book"
)

// TestUndoAndRedoWalkTheSameWay does, undoes and redoes in many orders. "a" to
// "d" set the city, "u" undoes the last operation and "r" does it again; what
// is written is the city and, after the slash, what undo and redo offer then.
func TestUndoAndRedoWalkTheSameWay(t *testing.T) {
	for script, want := range map[string]string{
		"":            "/ undo",
		"a":           "a/ undo",
		"ab":          "b/ undo",
		"au":          "/ undo redo",
		"aur":         "a/ undo",
		"abu":         "a/ undo redo",
		"abuu":        "/ undo redo",
		"abuur":       "a/ undo redo",
		"abuurr":      "b/ undo",
		"abuurrr":     "b/ undo",
		"abuurru":     "a/ undo redo",
		"abuurruu":    "/ undo redo",
		"abuurruurr":  "b/ undo",
		"abuc":        "c/ undo",
		"abucr":       "c/ undo",
		"abucu":       "a/ undo redo",
		"abucur":      "c/ undo",
		"abucuu":      "/ undo redo",
		"abucuurr":    "c/ undo",
		"abuurcu":     "a/ undo redo",
		"abuurcuu":    "/ undo redo",
		"abuurcuurrr": "c/ undo",
		"aurururu":    "/ undo redo",
		"abcuuurrrud": "d/ undo",
	} {
		t.Run("do "+script, func(t *testing.T) {
			d := newDesk(t)
			c := d.add("Ana")
			for _, step := range script {
				var op book.Operation
				var ok bool
				var err error
				switch step {
				case 'u':
					op, ok, err = d.History.Last(t.Context())
				case 'r':
					op, ok, err = d.History.LastUndone(t.Context())
				default:
					c := d.get(c.ID)
					c.City = string(step)
					_, _, err = d.Customers.Save(t.Context(), c)
				}
				d.must(err)
				if ok {
					d.undo(op)
				}
			}
			_, undo, err := d.History.Last(t.Context())
			d.must(err)
			_, redo, err := d.History.LastUndone(t.Context())
			d.must(err)
			got := d.get(c.ID).City + "/"
			for word, on := range map[string]bool{" undo": undo, " redo": redo} {
				if on && word == " undo" {
					got = strings.Replace(got, "/", "/ undo", 1)
				} else if on {
					got += word
				}
			}
			same(t, "city and offers", got, want)
		})
	}
}

func TestLastOfAKindLooksPastTheOthers(t *testing.T) {
	d := newDesk(t)
	_, ok, err := d.History.Last(t.Context())
	d.must(err)
	same(t, "in an empty book", ok, false)
	c := d.add("Ana")
	trash, err := d.Customers.Trash(t.Context(), c.ID)
	d.must(err)
	d.add("Ben")
	op, ok, err := d.History.Last(t.Context(), book.OpCustomerTrash, book.OpImport)
	d.must(err)
	if !ok || op.ID != trash.ID {
		t.Errorf("Last = %+v %v, want the removal", op, ok)
	}
	d.undo(trash)
	_, ok, err = d.History.Last(t.Context(), book.OpCustomerTrash)
	d.must(err)
	same(t, "once it is undone", ok, false)
}

func TestHistoryOfACustomerNamesFieldAndOwner(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(t.Context(), book.Settings{OwnerName: "Lin"})
	d.must(err)
	c := d.add("Ana", func(c *book.Customer) { c.City = "Porto" })
	d.add("Ben")
	c.City = "Braga"
	_, op, err := d.Customers.Save(t.Context(), c)
	d.must(err)
	changes, err := d.History.Of(t.Context(), c.ID, 1)
	d.must(err)
	if len(changes) != 1 {
		t.Fatalf("%d changes, want 1", len(changes))
	}
	x := changes[0]
	same(t, "change", []string{x.Entity, x.Field, x.Before, x.After, x.Operation.Actor}, []string{"customer", "city", "Porto", "Braga", "Lin"})
	same(t, "operation", x.Operation.ID, op.ID)
}

func TestUndoLeavesWhatWasChangedSince(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	c.City, c.Role = "Porto", "buyer"
	c, first, err := d.Customers.Save(t.Context(), c)
	d.must(err)
	c.City = "Braga"
	_, _, err = d.Customers.Save(t.Context(), c)
	d.must(err)
	_, kept, err := d.History.Undo(t.Context(), first.ID)
	d.must(err)
	same(t, "kept", kept, 1)
	got := d.get(c.ID)
	same(t, "city and role", got.City+"/"+got.Role, "Braga/")
	_, _, err = d.History.Undo(t.Context(), book.NewID())
	same(t, "an operation that never was", book.CodeOf(err), book.NotFound)
}

func TestTheHubTellsEveryListenerInOrderUntilItCancels(t *testing.T) {
	d := newDesk(t)
	var heard []string
	var cancels []func()
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		cancels = append(cancels, d.Hub.Listen(func(cs []book.Change) {
			for _, c := range cs {
				heard = append(heard, name+" "+string(c.Entity))
			}
		}))
	}
	listen := func(do func()) string {
		t.Helper()
		heard = nil
		do()
		return strings.Join(heard, ", ")
	}
	same(t, "all", listen(d.Hub.Reload), "a all, b all, c all, d all, e all, f all")
	cancels[1]()
	cancels[1]() // twice does no harm
	cancels[4]()
	same(t, "without b and e", listen(d.Hub.Reload), "a all, c all, d all, f all")
	for _, i := range []int{0, 2, 5} {
		cancels[i]()
	}
	same(t, "of a customer", listen(func() { d.add("Ana") }), "d customer")
	same(t, "of a refusal", listen(func() {
		_, _, err := d.Customers.Save(t.Context(), book.Customer{})
		if err == nil {
			t.Error("a customer without a name was kept")
		}
	}), "")
	again := 0
	var stop func()
	stop = d.Hub.Listen(func([]book.Change) { again++; stop() })
	d.Hub.Reload()
	d.Hub.Reload()
	same(t, "a listener that cancels itself", again, 1)
}

func TestWhatIsAnnouncedIsDurableAndNamesTheCustomer(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	d.add("Ben")
	var got []book.Change
	defer d.Hub.Listen(func(cs []book.Change) {
		got = append(got, cs...)
		if n, err := d.Customers.Count(d.ctx(), book.CustomerFilter{}); err != nil || n == 0 {
			t.Errorf("the book cannot be asked while it is announced: %d, %v", n, err)
		}
	})()
	last := func(what string, want book.Change) {
		t.Helper()
		if len(got) == 0 || got[len(got)-1] != want {
			t.Errorf("%s: announced %+v, want %+v last", what, got, want)
		}
		got = nil
	}
	op, err := d.Notes.Add(t.Context(), c.ID, "text")
	d.must(err)
	last("a note", book.Change{Entity: book.EntityNote, Customer: c.ID})
	d.undo(op)
	if len(got) == 0 || got[0].Entity != book.EntityNote || got[0].Customer != c.ID {
		t.Errorf("undo of a note announced %+v", got)
	}
	f := d.due("2027-03-10", func(f *book.FollowUp) { f.CustomerID = c.ID })
	last("a follow-up", book.Change{Entity: book.EntityFollowUp, ID: f.ID, Customer: c.ID})
	_, err = d.Customers.Trash(t.Context(), c.ID)
	d.must(err)
	last("a removal", book.Change{Entity: book.EntityCustomer, ID: c.ID, Customer: c.ID})
	var many []book.ID
	for range 21 {
		many = append(many, d.add("X").ID)
	}
	_, err = d.Customers.Tag(t.Context(), many, []string{"x"}, nil)
	d.must(err)
	last("many", book.Change{Entity: book.EntityAll})
}

func TestWhatMadeTheBookIsNoStepBack(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(t.Context(), book.Settings{HomeCulture: "DE"})
	d.must(err)
	none := func(what string) {
		t.Helper()
		op, ok, err := d.History.Last(t.Context())
		d.must(err)
		if ok {
			t.Errorf("%s: Undo would take %+v back", what, op)
		}
	}
	none("settings at the start")
	_, err = d.SaveSettings(t.Context(), book.Settings{HomeCulture: "JP", Demo: true})
	d.must(err)
	if _, ok, err := d.History.Last(t.Context()); err != nil || !ok {
		t.Errorf("a later change of the settings cannot be undone: %v", err)
	}
	d.must(d.Imports.Fill(t.Context(), "demo", func(yield func(book.Bundle) bool) {
		yield(book.Bundle{Customer: book.Customer{ID: book.NewID(), Name: book.Name{Full: "Ana"}}})
	}, nil))
	none("what a program filled in, and all before it")
	d.add("Ben")
	op, ok, err := d.History.Last(t.Context())
	d.must(err)
	if !ok || op.Kind != book.OpCustomerAdd {
		t.Errorf("Last = %+v, %v", op, ok)
	}
	d.undo(op)
	none("after undo")
}
