package culture

import (
	"strings"
	"unicode/utf8"
)

// bend puts a name into the case in which it is called out, by the rules of a
// language. It gives "" wherever the rules have exceptions that only a reader
// knows: then another form is taken.
func bend(rule, slot, name, gender string) string {
	if gender == "" || strings.ContainsAny(name, " -.") || utf8.RuneCountInString(name) < 3 {
		return ""
	}
	switch rule {
	case "cs":
		return czech(slot, name, gender)
	case "pl":
		return polish(slot, name, gender)
	case "uk":
		return ukrainian(slot, name, gender)
	case "lt":
		return lithuanian(name, gender)
	case "lv":
		return latvian(name, gender)
	case "el":
		return greek(name, gender)
	}
	return ""
}

// swap takes an ending off and puts another one on.
func swap(s, old, with string) string { return strings.TrimSuffix(s, old) + with }

func ends(s string, with ...string) bool {
	for _, w := range with {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// czech: Novák is Nováku, Svoboda Svobodo, Dvořáková stays. Names in -el and
// those that drop a vowel in a way of their own are left.
func czech(slot, s, gender string) string {
	if gender == female {
		if slot == "family" && ends(s, "á", "í") {
			return s
		}
		if slot == "given" && ends(s, "a") {
			return swap(s, "a", "o")
		}
		if slot == "given" && ends(s, "e", "ě") {
			return s
		}
		return ""
	}
	switch n := utf8.RuneCountInString(s); {
	case ends(s, "ý", "í", "ů", "e", "ě", "o", "i"):
		return s
	case ends(s, "a"):
		return swap(s, "a", "o")
	case ends(s, "děk", "těk", "něk", "ďek", "ťek", "ňek", "ěk"):
		return ""
	case ends(s, "ek") && n > 4:
		return swap(s, "ek", "ku")
	case ends(s, "vec", "dec", "tec", "el", "eň", "en") || ends(s, "ek", "ec") && n <= 4:
		return ""
	case ends(s, "ec"):
		return swap(s, "ec", "če")
	case ends(s, "k", "g", "h", "ch"):
		return s + "u"
	case ends(s, "š", "ž", "ř", "č", "c", "j", "s", "z"):
		return s + "i"
	case ends(s, "r"):
		if beforeLast(s, "aeiouyáéíóúůý") {
			return s + "e"
		}
		return swap(s, "r", "ře")
	case ends(s, "b", "d", "f", "l", "m", "n", "p", "t", "v"):
		return s + "e"
	}
	return ""
}

// beforeLast reports whether the last letter but one is one of a set.
func beforeLast(s, set string) bool {
	r := []rune(strings.ToLower(s))
	return len(r) > 1 && strings.ContainsRune(set, r[len(r)-2])
}

// polishGiven are common given names that the rules miss.
var polishGiven = map[string]string{"Paweł": "Pawle", "Marek": "Marku", "Jacek": "Jacku", "Tomek": "Tomku", "Piotr": "Piotrze", "Aleksander": "Aleksandrze"}

// polish bends given names alone; family names are not used to the face.
func polish(slot, s, gender string) string {
	if slot != "given" {
		return ""
	}
	if v := polishGiven[s]; v != "" && gender == male {
		return v
	}
	if gender == female {
		if ends(s, "sia", "zia", "cia", "nia", "dzia", "lka", "ula", "ala", "ola", "ela") || !ends(s, "a") {
			return ""
		}
		return swap(s, "a", "o")
	}
	switch {
	case ends(s, "ek", "el", "er", "eł", "a", "o", "i", "y"):
		return ""
	case ends(s, "sz", "cz", "rz", "ż", "ś", "ć", "ń", "l", "j", "c", "dz", "k", "g", "h"):
		return s + "u"
	case ends(s, "ł"):
		return swap(s, "ł", "le")
	case ends(s, "tr"):
		return swap(s, "r", "rze")
	case ends(s, "r"):
		return swap(s, "r", "rze")
	case ends(s, "st"):
		return ""
	case ends(s, "t"):
		return swap(s, "t", "cie")
	case ends(s, "d"):
		return swap(s, "d", "dzie")
	case ends(s, "f", "m", "n", "w", "b", "p", "s", "z"):
		return s + "ie"
	}
	return ""
}

// ukrainian bends given names and patronymics.
func ukrainian(slot, s, gender string) string {
	if slot == "patronymic" {
		switch {
		case ends(s, "ович", "йович", "евич", "ич", "іч"):
			return s + "у"
		case ends(s, "івна", "ївна"):
			return swap(s, "а", "о")
		}
		return ""
	}
	if slot != "given" {
		return ""
	}
	if gender == female {
		switch {
		case ends(s, "ія", "їя"):
			return swap(s, "я", "є")
		case ends(s, "а"):
			return swap(s, "а", "о")
		}
		return ""
	}
	switch {
	case s == "Ігор":
		return "Ігорю"
	case ends(s, "ко"):
		return swap(s, "о", "у")
	case ends(s, "о"):
		return swap(s, "о", "е")
	case ends(s, "й"):
		return swap(s, "й", "ю")
	case ends(s, "ь"):
		return swap(s, "ь", "ю")
	case ends(s, "г", "к", "х"):
		return s + "у"
	case ends(s, "б", "в", "д", "з", "л", "м", "н", "п", "р", "с", "т", "ф"):
		return s + "е"
	}
	return ""
}

// lithuanian: Kazlauskas is Kazlauskai, Petraitis Petraiti, Kazlauskienė
// Kazlauskiene.
func lithuanian(s, gender string) string {
	switch {
	case ends(s, "ė"):
		return swap(s, "ė", "e")
	case ends(s, "a"):
		return s
	case gender == female:
		return ""
	case ends(s, "ius"):
		return swap(s, "us", "au")
	case ends(s, "us"):
		return swap(s, "us", "au")
	case ends(s, "as"):
		return swap(s, "as", "ai")
	case ends(s, "is"):
		return swap(s, "is", "i")
	case ends(s, "ys"):
		return swap(s, "ys", "y")
	}
	return ""
}

// latvian puts family names into the genitive that stands before kungs and
// kundze: Bērziņš is Bērziņa kungs. Endings that soften the stem are left.
func latvian(s, gender string) string {
	switch {
	case gender == female && ends(s, "a"):
		return s + "s"
	case gender == female && ends(s, "e"):
		return s + "s"
	case gender == female:
		return ""
	case ends(s, "is", "us", "a", "e", "o"):
		return ""
	case ends(s, "š"):
		return swap(s, "š", "a")
	case ends(s, "s"):
		return swap(s, "s", "a")
	}
	return ""
}

// greek bends family names: Παπαδόπουλος is Παπαδόπουλε, Σαμαράς Σαμαρά.
// Short names in -ος vary and are left; genitives stay.
func greek(s, gender string) string {
	if gender == female {
		if ends(s, "ου", "η", "ή", "α", "ά", "ίδου") {
			return s
		}
		return ""
	}
	switch {
	case ends(s, "ου"):
		return s
	case ends(s, "πουλος", "άκος"):
		return swap(s, "ος", "ε")
	case ends(s, "ιανός"):
		return swap(s, "ός", "έ")
	case ends(s, "ης", "ής", "ας", "άς"):
		return strings.TrimSuffix(s, "ς")
	}
	return ""
}
