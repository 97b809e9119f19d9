package personname

import "testing"

// TestTraps holds the common mistakes with names to the right fact, as far
// as order, sorting and initials go.
func TestTraps(t *testing.T) {
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	kovacs := Split("Kovács János", "hu")
	check("a Hungarian name in Hungarian", Format("hu", kovacs, Options{}), "Kovács János")
	check("a Hungarian name sorts by the family", SortKeyText(kovacs, ""), "Kovács János")

	anh := Split("Nguyễn Thị Ánh", "vi")
	check("the Vietnamese given name is the last word", anh.Given, "Ánh")
	check("a Vietnamese name in Vietnamese", Format("vi", anh, Options{Length: Long}), "Nguyễn Thị Ánh")

	thorunn := Split("Þórunn Jónsdóttir", "is")
	check("Icelandic directories go by given name", SortKeyText(thorunn, ""), "Þórunn Jónsdóttir")
	check("an Icelandic name in Icelandic", Format("is", thorunn, Options{Order: Sorting}), "Þórunn Jónsdóttir")

	thant := Split("U Thant", "my")
	check("a Burmese name has no family name", thant.Surname, "")
	check("a Burmese name stays whole", Format("en", thant, Options{Usage: Addressing, Formality: Informal}), "U Thant")

	check("one Indonesian name is complete", Format("id", Name{Locale: "id", Given: "Sukarno", Title: "Bapak"}, Options{Usage: Addressing}), "Bapak Sukarno")

	isa := Split("Isa bin Osman", "ms")
	check("bin is no family name", isa.Surname, "")

	garcia := Name{Locale: "es", Given: "María", Surname: "García", Surname2: "Lorca"}
	check("Spanish: the first of two surnames", Format("es", garcia, Options{Usage: Addressing, Formality: Formal}), "García")

	abebe := Split("አበበ ቢቂላ", "am")
	check("an Ethiopian name sorts by the given name", SortKeyText(abebe, ""), "አበበ ቢቂላ")
	check("an Ethiopian's second name is no family name", abebe.Surname, "")

	bat := Name{Locale: "mn", Given: "Бат", Surname: "Дорж"}
	check("a Mongolian's father's name stands first", Format("mn", bat, Options{}), "Дорж Бат")
	check("Mongolians go by the given name", SortKeyText(bat, ""), "Бат Дорж")

	check("a Kazakh patronymic is kept", Split("Абай Құнанбайұлы", "kk").Full, "Абай Құнанбайұлы")
	check("a Korean family name", Split("김민수", "ko").Surname, "김")
	check("a South Indian initial stays in front", Format("en", Split("R. Prakash", "ta"), Options{}), "R. Prakash")
	check("a Philippine middle initial stays", Format("en", Split("Jose P. Rizal", "fil"), Options{}), "Jose P. Rizal")
}
