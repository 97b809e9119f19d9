package counsel

import (
	"testing"

	"dragoman/data/book"
)

// Who signs stands in letters that the reader reads, as far as they were
// stated, and in their own letters where those are read.
func TestSignsAs(t *testing.T) {
	chinese := book.Settings{OwnerName: "小美", OwnerLatin: "Xiaomei", Company: "紫菀家居", CompanyLatin: "Aster Home"}
	russian := book.Settings{OwnerName: "Ольга", OwnerLatin: "Olga", Company: "Астра"}
	for _, x := range []struct {
		s                 book.Settings
		lang, me, company string
	}{
		{chinese, "zh-Hans", "小美", "紫菀家居"},
		{chinese, "zh-Hant", "小美", "紫菀家居"},
		{chinese, "ja", "小美", "紫菀家居"},
		{chinese, "ko", "Xiaomei", "Aster Home"},
		{chinese, "en", "Xiaomei", "Aster Home"},
		{chinese, "ar", "Xiaomei", "Aster Home"},
		{russian, "uk", "Ольга", "Астра"},
		{russian, "de", "Olga", "Астра"}, // nobody said how it is written in Latin letters
		{book.Settings{OwnerName: "Mara", OwnerLatin: "M.", Company: "Aster Home"}, "zh-Hans", "Mara", "Aster Home"},
	} {
		if me, company := SignsAs(x.s, x.lang); me != x.me || company != x.company {
			t.Errorf("%s: %q and %q, want %q and %q", x.lang, me, company, x.me, x.company)
		}
	}
}
