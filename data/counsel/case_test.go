package counsel

import (
	"maps"
	"testing"

	"dragoman/data/book"
)

// What was changed is told in an apology and nowhere else: the next step of a
// word on receipt is not what we will have changed.
func TestCaseValues(t *testing.T) {
	c := book.Case{Subject: "chipped plates", Cause: " ", Remedy: "twelve new ones", Changed: "double carton"}
	want := map[string]string{"subject": "chipped plates", "product": "chipped plates", "remedy": "twelve new ones"}
	if got := CaseValues(c, "complaint_received"); !maps.Equal(got, want) {
		t.Errorf("on receipt: %v", got)
	}
	want["next_step"] = "double carton"
	if got := CaseValues(c, "apology"); !maps.Equal(got, want) {
		t.Errorf("apologising: %v", got)
	}
}
