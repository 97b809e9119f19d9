package book

import (
	"slices"

	"dragoman/data/calendar"
)

// MergeInto returns old with what from knows: blanks are filled, lists gain
// what they lack and, when overwrite is set, a value of from wins over one of
// old. Nothing is ever erased. changed reports whether old gained anything.
func MergeInto(old, from Customer, overwrite bool) (merged Customer, changed bool) {
	m := merger{overwrite: overwrite}
	if slices.ContainsFunc(old.Channels, isPreferred) {
		from.Channels = slices.Clone(from.Channels)
		for i := range from.Channels {
			from.Channels[i].Preferred = false // a second one does not unseat the first
		}
	}
	for _, p := range textFields(&old, &from) {
		m.text(p.old, p.from)
	}
	old.Channels = union(&m, old.Channels, from.Channels, func(a, b Channel) bool {
		return a.Kind == b.Kind && (a.Value == b.Value || a.Normal != "" && a.Normal == b.Normal)
	})
	old.Dates = union(&m, old.Dates, from.Dates, func(a, b ImportantDate) bool {
		return a.Kind == b.Kind && a.Label == b.Label && (a.Kind == Birthday || a.When == b.When && a.Raw == b.Raw)
	})
	if overwrite {
		for i, d := range old.Dates {
			for _, f := range from.Dates {
				if d.Kind == Birthday && f.Kind == Birthday && f.When != (calendar.Partial{}) && f.When != d.When {
					old.Dates[i].When, m.changed = f.When, true
				}
			}
		}
	}
	old.Languages = union(&m, old.Languages, from.Languages, func(a, b Language) bool { return a.Tag == b.Tag })
	old.Cultures = union(&m, old.Cultures, from.Cultures, func(a, b StatedCulture) bool { return a.Culture == b.Culture })
	old.Observances = union(&m, old.Observances, from.Observances, func(a, b Observance) bool { return a.Tradition == b.Tradition })
	old.Preferences = union(&m, old.Preferences, from.Preferences, func(a, b Preference) bool { return a.Kind == b.Kind && a.Text == b.Text })
	old.Relations = union(&m, old.Relations, from.Relations, func(a, b Relation) bool { return a.Kind == b.Kind && a.To == b.To })
	old.Custom = union(&m, old.Custom, from.Custom, func(a, b CustomField) bool { return a.Name == b.Name && a.Value == b.Value })
	old.Tags = tidyTags(union(&m, old.Tags, from.Tags, func(a, b string) bool { return a == b }))
	old.Origin.Extra = union(&m, old.Origin.Extra, from.Origin.Extra, func(a, b Property) bool { return a == b })
	if len(from.Picture) > 0 && (len(old.Picture) == 0 || overwrite && !slices.Equal(old.Picture, from.Picture)) {
		old.Picture, m.changed = from.Picture, true
	}
	return old, m.changed
}

// pair is a single value of two customers and the column that keeps it.
type pair struct {
	name      string
	old, from *string
}

// textFields pairs the single values of two customers.
func textFields(a, b *Customer) []pair {
	an, bn, aa, ba := &a.Name, &b.Name, &a.Address, &b.Address
	return []pair{
		{"name_full", &an.Full, &bn.Full},
		{"name_latin", &an.Latin, &bn.Latin},
		{"name_reading", &an.Reading, &bn.Reading},
		{"name_nick", &an.Nickname, &bn.Nickname},
		{"name_prefix", &an.Prefix, &bn.Prefix},
		{"name_given", &an.Given, &bn.Given},
		{"name_given2", &an.Given2, &bn.Given2},
		{"name_patronym", &an.Patronymic, &bn.Patronymic},
		{"name_family", &an.Family, &bn.Family},
		{"name_family2", &an.Family2, &bn.Family2},
		{"name_suffix", &an.Suffix, &bn.Suffix},
		{"name_language", &an.Language, &bn.Language},
		{"name_order", (*string)(&an.Order), (*string)(&bn.Order)},
		{"title", &aa.Title, &ba.Title},
		{"job_title", &aa.JobTitle, &ba.JobTitle},
		{"honorific", &aa.Honorific, &ba.Honorific},
		{"register", (*string)(&aa.Register), (*string)(&ba.Register)},
		{"call_me", &aa.CallMe, &ba.CallMe},
		{"pronunciation", &aa.Pronunciation, &ba.Pronunciation},
		{"in_writing", &aa.InWriting, &ba.InWriting},
		{"in_speech", &aa.InSpeech, &ba.InSpeech},
		{"in_mail", &aa.InMail, &ba.InMail},
		{"org_name", &a.Organisation, &b.Organisation},
		{"role", &a.Role, &b.Role},
		{"country", &a.Country, &b.Country},
		{"region", &a.Region, &b.Region},
		{"city", &a.City, &b.City},
		{"time_zone", &a.TimeZone, &b.TimeZone},
		{"payment_habit", &a.PaymentHabit, &b.PaymentHabit},
		{"currency", &a.Currency, &b.Currency},
		{"owner", &a.Owner, &b.Owner},
		{"basis", (*string)(&a.Basis), (*string)(&b.Basis)},
		{"basis_why", &a.BasisWhy, &b.BasisWhy},
	}
}

// merger remembers whether a merge changed anything.
type merger struct{ overwrite, changed bool }

func (m *merger) text(old, from *string) {
	if *from == "" || *from == *old || *old != "" && !m.overwrite {
		return
	}
	*old, m.changed = *from, true
}

func isPreferred(c Channel) bool { return c.Preferred }

// union appends what old lacks.
func union[T any](m *merger, old, from []T, same func(a, b T) bool) []T {
	for _, f := range from {
		if !slices.ContainsFunc(old, func(o T) bool { return same(o, f) }) {
			old, m.changed = append(old, f), true
		}
	}
	return old
}
