package ui

import (
	"slices"
	"testing"

	"dragoman/data/book"
	"dragoman/data/culture"
	"dragoman/ui/internal/screen"
)

// TestGuidesAreFoundAndOwnWordsCount holds that the search box finds what is
// written in the guides, and that what the owner writes or hides counts at
// once, everywhere.
func TestGuidesAreFoundAndOwnWordsCount(t *testing.T) {
	s, _ := withPeople(t, "en")
	pieces := func(query string) (list []found) {
		for _, f := range searched(t, s, query) {
			if f.Kind == foundWritten {
				list = append(list, f)
			}
		}
		return list
	}
	list := pieces("nemawashi")
	if len(list) == 0 {
		list = pieces("根回し")
	}
	if len(list) == 0 || list[0].Route.Screen != screen.Culture || list[0].Route.ID != "JP" {
		t.Fatalf("the guide to Japan is not found: %+v", list)
	}
	if got := pieces("xylophone lantern"); len(got) != 0 {
		t.Errorf("what nobody wrote is found: %+v", got)
	}
	s.Go(list[0].Route)
	if s.route.Screen != screen.Culture {
		t.Fatal("the guide does not open")
	}
	l, _, err := s.book.Lores.Save(t.Context(), book.Lore{Sort: book.LoreStatement, Market: "JP", Subject: "gifts", Strength: "common", Text: "Xylophone lantern."})
	if err != nil {
		t.Fatal(err)
	}
	if got := pieces("xylophone lantern"); len(got) != 1 || got[0].Route.Tab != "gifts" {
		t.Errorf("the own statement is not found: %+v", got)
	}
	if _, err := s.book.Lores.Trash(t.Context(), l.ID); err != nil {
		t.Fatal(err)
	}
	if got := pieces("xylophone lantern"); len(got) != 0 {
		t.Error("what was removed is found")
	}
	g, _ := s.env.Library.Guide("JP")
	first := g.Statements[0].ID
	if _, err := s.book.Lores.Hide(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	g, _ = s.env.Library.Guide("JP")
	if slices.ContainsFunc(g.Statements, func(x culture.Statement) bool { return x.ID == first }) {
		t.Error("what was hidden is shown")
	}
}
