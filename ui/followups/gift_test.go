package followups

import (
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// TestGiftIsLookedAt holds that planning a gift warns of what speaks against
// it, says on what that rests, and forbids nothing.
func TestGiftIsLookedAt(t *testing.T) {
	f := newFixture(t, "en")
	form, in := f.form(screen.Route{}.With("customer", string(f.riyadh.ID)))
	in.Title, in.Kind = "A bottle of whisky", book.CallTask
	form.LookAtGift(in)
	if form.Gift != nil {
		t.Errorf("a call is warned of: %q", form.Gift)
	}
	in.Kind = book.GiftTask
	form.LookAtGift(in)
	all := strings.Join(form.Gift, "\n")
	if !strings.Contains(all, "halal") || !strings.HasSuffix(all, "you decide.") {
		t.Errorf("the warning is %q", all)
	}
	in.Title = "A box of tea"
	form.LookAtGift(in)
	if form.Gift != nil {
		t.Errorf("tea is warned of: %q", form.Gift)
	}
	saved := false
	in.Title = "A bottle of whisky"
	form.Save(in, func(book.FollowUp, book.Operation) { saved = true })
	if !saved {
		t.Error("the gift is forbidden")
	}
}

func TestBeforeAGiftAndAVisit(t *testing.T) {
	f := newFixture(t, "en")
	f.add(book.FollowUp{Title: "whisky", CustomerID: f.riyadh.ID, Due: today, Kind: book.GiftTask})
	f.show(book.ViewToday)
	if all := strings.Join(f.p.Before(f.p.State().Detail), "\n"); !strings.Contains(all, "“whisky” does not fit") {
		t.Errorf("before the gift it says %q", all)
	}
}
