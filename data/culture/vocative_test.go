package culture

import "testing"

func TestVocatives(t *testing.T) {
	for _, x := range []struct{ rule, slot, name, gender, want string }{
		{"cs", "family", "Novák", male, "Nováku"},
		{"cs", "family", "Svoboda", male, "Svobodo"},
		{"cs", "family", "Novotný", male, "Novotný"},
		{"cs", "family", "Dvořák", male, "Dvořáku"},
		{"cs", "family", "Hájek", male, "Hájku"},
		{"cs", "family", "Němec", male, "Němče"},
		{"cs", "family", "Beneš", male, "Beneši"},
		{"cs", "family", "Procházka", male, "Procházko"},
		{"cs", "family", "Müller", male, "Müllere"},
		{"cs", "family", "Švec", male, ""},
		{"cs", "family", "Havel", male, ""},
		{"cs", "family", "Nováková", female, "Nováková"},
		{"cs", "family", "Smith", female, ""},
		{"cs", "given", "Jana", female, "Jano"},
		{"pl", "given", "Tomasz", male, "Tomaszu"},
		{"pl", "given", "Łukasz", male, "Łukaszu"},
		{"pl", "given", "Michał", male, "Michale"},
		{"pl", "given", "Paweł", male, "Pawle"},
		{"pl", "given", "Krzysztof", male, "Krzysztofie"},
		{"pl", "given", "Grzegorz", male, "Grzegorzu"},
		{"pl", "given", "Robert", male, "Robercie"},
		{"pl", "given", "Anna", female, "Anno"},
		{"pl", "given", "Kasia", female, ""},
		{"pl", "family", "Kowalski", male, ""},
		{"uk", "given", "Іван", male, "Іване"},
		{"uk", "given", "Андрій", male, "Андрію"},
		{"uk", "given", "Тарас", male, "Тарасе"},
		{"uk", "given", "Петро", male, "Петре"},
		{"uk", "given", "Олена", female, "Олено"},
		{"uk", "given", "Марія", female, "Маріє"},
		{"uk", "patronymic", "Петрович", male, "Петровичу"},
		{"uk", "patronymic", "Іванівна", female, "Іванівно"},
		{"lt", "family", "Kazlauskas", male, "Kazlauskai"},
		{"lt", "family", "Petraitis", male, "Petraiti"},
		{"lt", "family", "Stankevičius", male, "Stankevičiau"},
		{"lt", "family", "Kazlauskienė", female, "Kazlauskiene"},
		{"lv", "family", "Bērziņš", male, "Bērziņa"},
		{"lv", "family", "Ozoliņa", female, "Ozoliņas"},
		{"lv", "family", "Lācis", male, ""},
		{"el", "family", "Παπαδόπουλος", male, "Παπαδόπουλε"},
		{"el", "family", "Σαμαράς", male, "Σαμαρά"},
		{"el", "family", "Μητσοτάκης", male, "Μητσοτάκη"},
		{"el", "family", "Γεωργίου", male, "Γεωργίου"},
		{"el", "family", "Μάρκος", male, ""},
		{"cs", "family", "Novák", "", ""},
		{"de", "family", "Müller", male, ""},
	} {
		if got := bend(x.rule, x.slot, x.name, x.gender); got != x.want {
			t.Errorf("%s %s %s: %q, not %q", x.rule, x.slot, x.name, got, x.want)
		}
	}
}
