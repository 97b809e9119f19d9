package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var petitionFields = []field[book.Petition]{
	text("id", func(p *book.Petition) *book.ID { return &p.ID }),
	maybe("customer", func(p *book.Petition) *book.ID { return &p.CustomerID }),
	text("kind", func(p *book.Petition) *book.PetitionKind { return &p.Kind }),
	text("law", func(p *book.Petition) *book.Law { return &p.Law }),
	text("channel", func(p *book.Petition) *book.PetitionChannel { return &p.Channel }),
	day("received", func(p *book.Petition) *calendar.Date { return &p.Received }),
	day("due", func(p *book.Petition) *calendar.Date { return &p.Due }),
	truth("extended", func(p *book.Petition) *bool { return &p.Extended }),
	text("note", func(p *book.Petition) *string { return &p.Note }),
	text("outcome", func(p *book.Petition) *book.PetitionOutcome { return &p.Outcome }),
	text("done", func(p *book.Petition) *string { return &p.Done }),
	day("closed_on", func(p *book.Petition) *calendar.Date { return &p.ClosedOn }),
	maybe("followup", func(p *book.Petition) *book.ID { return &p.FollowUpID }),
	text("author", func(p *book.Petition) *string { return &p.Author }),
	instant("created_at", func(p *book.Petition) *time.Time { return &p.CreatedAt }),
	instant("trashed_at", func(p *book.Petition) *time.Time { return &p.TrashedAt }),
}

var petitionTable = newTable("petition", "", "customer", names(nil, petitionFields)...)

func petitions(ctx context.Context, s *session, where string, args ...any) ([]book.Petition, error) {
	rows, err := s.values(ctx, len(petitionTable.columns), "SELECT "+strings.Join(petitionTable.columns, ", ")+" FROM petition "+where, args...)
	out := make([]book.Petition, len(rows))
	for i, row := range rows {
		decode(&out[i], petitionFields, row)
	}
	return out, err
}

// Petition implements book.PetitionReader. It also finds a removed one.
func (r reader) Petition(ctx context.Context, id book.ID) (book.Petition, error) {
	return ask(ctx, r, "store.petition", func(s *session) (book.Petition, error) {
		return only(petitions(ctx, s, "WHERE id = ?", id))
	})
}

// Petitions implements book.PetitionReader.
func (r reader) Petitions(ctx context.Context, q book.PetitionQuery) ([]book.PetitionRow, error) {
	return ask(ctx, r, "store.petitions", func(s *session) ([]book.PetitionRow, error) {
		list, err := petitions(ctx, s, `WHERE trashed_at IS NULL AND (?1 = '' OR customer = ?1) AND (outcome = '' OR ?2)
			ORDER BY outcome <> '', CASE outcome WHEN '' THEN due END, closed_on DESC, id DESC LIMIT ?3`, q.Customer, q.Closed, orDefault(q.Limit, 500))
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, p := range list {
			if p.CustomerID != "" {
				ids = append(ids, string(p.CustomerID))
			}
		}
		byID, err := customersByID(ctx, s, ids)
		out := make([]book.PetitionRow, len(list))
		for i, p := range list {
			out[i] = book.PetitionRow{Petition: p, Customer: byID[p.CustomerID]}
		}
		return out, err
	})
}

// PutPetition implements book.PetitionTx.
func (w *writer) PutPetition(ctx context.Context, p book.Petition) error {
	return w.put(ctx, "store.petition", petitionTable, encode(&p, petitionFields))
}
