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
		m.text(p[0], p[1])
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
	old.Custom = union(&m, old.Custom, from.Custom, func(a, b CustomField) bool { return a.Name == b.Name && a.Value == b.Value })
	old.Tags = tidyTags(union(&m, old.Tags, from.Tags, func(a, b string) bool { return a == b }))
	old.Origin.Extra = union(&m, old.Origin.Extra, from.Origin.Extra, func(a, b Property) bool { return a == b })
	if len(from.Picture) > 0 && (len(old.Picture) == 0 || overwrite && !slices.Equal(old.Picture, from.Picture)) {
		old.Picture, m.changed = from.Picture, true
	}
	return old, m.changed
}

// textFields pairs the single values of two customers.
func textFields(a, b *Customer) [][2]*string {
	an, bn, aa, ba := &a.Name, &b.Name, &a.Address, &b.Address
	return [][2]*string{
		{&an.Full, &bn.Full},
		{&an.Latin, &bn.Latin},
		{&an.Reading, &bn.Reading},
		{&an.Nickname, &bn.Nickname},
		{&an.Prefix, &bn.Prefix},
		{&an.Given, &bn.Given},
		{&an.Given2, &bn.Given2},
		{&an.Patronymic, &bn.Patronymic},
		{&an.Family, &bn.Family},
		{&an.Family2, &bn.Family2},
		{&an.Suffix, &bn.Suffix},
		{&an.Language, &bn.Language},
		{&aa.Title, &ba.Title},
		{&aa.JobTitle, &ba.JobTitle},
		{&aa.Honorific, &ba.Honorific},
		{&aa.CallMe, &ba.CallMe},
		{&aa.Pronunciation, &ba.Pronunciation},
		{&a.Organisation, &b.Organisation},
		{&a.Role, &b.Role},
		{&a.Country, &b.Country},
		{&a.Region, &b.Region},
		{&a.City, &b.City},
		{&a.TimeZone, &b.TimeZone},
		{&a.PaymentHabit, &b.PaymentHabit},
		{&a.Currency, &b.Currency},
		{&a.Owner, &b.Owner},
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
