package counsel

import (
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/record"
)

// Own puts what the owner of a book wrote into the form of the library. The
// words are in one language, which is shown whatever the interface speaks.
func Own(list []book.Lore) culture.Own {
	own := culture.Own{Hidden: map[string]bool{}}
	for _, l := range list {
		day := calendar.DateOf(l.UpdatedAt)
		switch l.Sort {
		case book.LoreHidden:
			own.Hidden[l.Subject] = true
		case book.LoreStatement:
			own.Statements = append(own.Statements, statement(l, day))
		case book.LorePhrase:
			own.Phrases = append(own.Phrases, culture.Phrase{
				ID: string(l.ID), Language: l.Language, Use: culture.Use(l.Subject), Native: l.Text, Roman: l.Heading,
				Meaning: inOne(l.Meaning), When: inOne(l.Scope), Register: culture.Register(l.Register), ReviewedOn: day, Own: true,
			})
		case book.LoreScript:
			own.Scripts = append(own.Scripts, culture.Script{
				ID: string(l.ID), Language: l.Language, Stage: l.Subject, Channel: l.Channel, Formality: l.Register,
				Subject: l.Heading, Text: l.Text, ReviewedOn: day, Own: true,
			})
		}
	}
	return own
}

// farAway is a day on which nothing of the owner's is out of date.
var farAway = calendar.NewDate(2400, 1, 1)

func statement(l book.Lore, day calendar.Date) culture.Statement {
	s := culture.Statement{
		ID: string(l.ID), Market: l.Market, Topic: culture.Topic(l.Subject), Practice: l.Practice, Strength: record.Strength(l.Strength),
		Scope: inOne(l.Scope), Claim: inOne(l.Text), Why: inOne(l.Why), Do: inOne(l.Advice), Avoid: inOne(l.Avoid), Ask: inOne(l.Ask),
		ReviewedOn: day, ExpiresOn: farAway, Own: true,
	}
	if len(l.Market) > 2 {
		s.Market, s.Within = l.Market[:2], l.Market
	}
	return s
}

// inOne is a text in the one language in which it was written.
func inOne(s string) record.Text {
	if s == "" {
		return nil
	}
	return record.Text{"en": s}
}
