package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var consentFields = []field[book.Consent]{
	text("id", func(a *book.Consent) *book.ID { return &a.ID }),
	text("customer", func(a *book.Consent) *book.ID { return &a.CustomerID }),
	text("purpose", func(a *book.Consent) *book.Purpose { return &a.Purpose }),
	text("channel", func(a *book.Consent) *book.ChannelKind { return &a.Channel }),
	text("address", func(a *book.Consent) *string { return &a.Address }),
	text("state", func(a *book.Consent) *book.ConsentState { return &a.State }),
	text("wording", func(a *book.Consent) *string { return &a.Wording }),
	text("source", func(a *book.Consent) *book.ConsentSource { return &a.Source }),
	day("said_on", func(a *book.Consent) *calendar.Date { return &a.On }),
	day("expires", func(a *book.Consent) *calendar.Date { return &a.Expires }),
	text("author", func(a *book.Consent) *string { return &a.Author }),
	instant("created_at", func(a *book.Consent) *time.Time { return &a.CreatedAt }),
}

var consentTable = newTable("consent", "", "customer", names(nil, consentFields)...)

var optOutFields = []field[book.OptOut]{
	text("id", func(o *book.OptOut) *book.ID { return &o.ID }),
	text("key", func(o *book.OptOut) *book.ID { return &o.Key }),
	text("hash", func(o *book.OptOut) *string { return &o.Hash }),
	text("purpose", func(o *book.OptOut) *book.Purpose { return &o.Purpose }),
	text("channel", func(o *book.OptOut) *book.ChannelKind { return &o.Channel }),
	day("said_on", func(o *book.OptOut) *calendar.Date { return &o.On }),
	instant("created_at", func(o *book.OptOut) *time.Time { return &o.CreatedAt }),
	instant("trashed_at", func(o *book.OptOut) *time.Time { return &o.TrashedAt }),
}

var optOutTable = newTable("optout", "", "", names(nil, optOutFields)...)

var optOutKeyFields = []field[book.OptOutKey]{
	text("id", func(k *book.OptOutKey) *book.ID { return &k.ID }),
	text("secret", func(k *book.OptOutKey) *string { return &k.Secret }),
	instant("created_at", func(k *book.OptOutKey) *time.Time { return &k.CreatedAt }),
}

var optOutKeyTable = newTable("optoutkey", "", "", names(nil, optOutKeyFields)...)

func ruleSetting(name string, at func(*book.ConsentRules) *book.Need) settingField {
	return settingField{
		name,
		func(s *book.Settings) string { return string(*at(&s.Consent)) },
		func(s *book.Settings, v string) { *at(&s.Consent) = book.Need(v) },
	}
}

// consentSettings are the owner's rules.
var consentSettings = []settingField{
	{
		"basis", func(s *book.Settings) string { return string(s.Consent.Basis) },
		func(s *book.Settings, v string) { s.Consent.Basis = book.LawfulBasis(v) },
	},
	ruleSetting("ask_service", func(r *book.ConsentRules) *book.Need { return &r.Service }),
	ruleSetting("ask_greetings", func(r *book.ConsentRules) *book.Need { return &r.Greetings }),
	ruleSetting("ask_marketing", func(r *book.ConsentRules) *book.Need { return &r.Marketing }),
	ruleSetting("ask_events", func(r *book.ConsentRules) *book.Need { return &r.Events }),
	ruleSetting("ask_surveys", func(r *book.ConsentRules) *book.Need { return &r.Surveys }),
	{
		"ask_free", func(s *book.Settings) string { return s.Consent.Free },
		func(s *book.Settings, v string) { s.Consent.Free = v },
	},
}

func consents(ctx context.Context, s *session, where string, args ...any) ([]book.Consent, error) {
	rows, err := s.values(ctx, len(consentTable.columns), "SELECT "+strings.Join(consentTable.columns, ", ")+" FROM consent k "+where, args...)
	out := make([]book.Consent, len(rows))
	for i, row := range rows {
		decode(&out[i], consentFields, row)
	}
	return out, err
}

// inTurn puts the older answer first; one without a day is older than all.
const inTurn = " ORDER BY customer, said_on IS NOT NULL, said_on, created_at, id"

// Consents implements book.ConsentReader.
func (r reader) Consents(ctx context.Context, customer book.ID) ([]book.Consent, error) {
	return ask(ctx, r, "store.consents", func(s *session) ([]book.Consent, error) {
		return consents(ctx, s, "WHERE customer = ?"+inTurn, customer)
	})
}

// Parties implements book.ConsentReader.
func (r reader) Parties(ctx context.Context, ids []book.ID) (map[book.ID]book.Party, error) {
	return ask(ctx, r, "store.parties", func(s *session) (map[book.ID]book.Party, error) {
		texts := make([]string, len(ids))
		for i, id := range ids {
			texts[i] = string(id)
		}
		list := idList(texts)
		out := make(map[book.ID]book.Party, len(ids))
		err := s.each(ctx, "SELECT id, coalesce(country, ''), basis FROM customer WHERE id"+inList, []any{list}, func(scan func(...any) error) error {
			var p book.Party
			err := scan(&p.ID, &p.Country, &p.Basis)
			out[p.ID] = p
			return err
		})
		if err != nil {
			return nil, err
		}
		err = s.each(ctx, "SELECT customer, id, kind, value, coalesce(normal, ''), label, preferred FROM channel WHERE customer"+inList+" ORDER BY customer, pos, id",
			[]any{list}, func(scan func(...any) error) error {
				var id book.ID
				var ch book.Channel
				err := scan(&id, &ch.ID, &ch.Kind, &ch.Value, &ch.Normal, &ch.Label, &ch.Preferred)
				p := out[id]
				p.Channels = append(p.Channels, ch)
				out[id] = p
				return err
			})
		if err != nil {
			return nil, err
		}
		log, err := consents(ctx, s, "WHERE customer"+inList+inTurn, list)
		for _, a := range log {
			p := out[a.CustomerID]
			p.Log = append(p.Log, a)
			out[a.CustomerID] = p
		}
		return out, err
	})
}

// latest is the condition that no later answer to the same question was given.
const latest = ` NOT EXISTS (SELECT 1 FROM consent l WHERE l.customer = k.customer AND l.purpose = k.purpose AND l.channel = k.channel
	AND l.address = k.address AND (coalesce(l.said_on, ''), l.created_at, l.id) > (coalesce(k.said_on, ''), k.created_at, k.id))`

// Expiring implements book.ConsentReader.
func (r reader) Expiring(ctx context.Context, from, to calendar.Date) ([]book.Consent, error) {
	return ask(ctx, r, "store.expiring", func(s *session) ([]book.Consent, error) {
		return consents(ctx, s, `WHERE expires BETWEEN ? AND ? AND state = 'granted' AND`+latest+`
			AND customer IN (SELECT id FROM customer WHERE trashed_at IS NULL) ORDER BY expires, customer, id LIMIT 500`, dayText(from), dayText(to))
	})
}

// LastWording implements book.ConsentReader.
func (r reader) LastWording(ctx context.Context, p book.Purpose) (string, error) {
	return ask(ctx, r, "store.wording", func(s *session) (string, error) {
		var w string
		err := s.row(ctx, "SELECT wording FROM consent WHERE purpose = ? AND state = 'granted' AND wording <> '' ORDER BY created_at DESC, id DESC LIMIT 1",
			[]any{string(p)}, &w)
		if errors.Is(err, sql.ErrNoRows) {
			return "", nil
		}
		return w, err
	})
}

// OptOuts implements book.ConsentReader.
func (r reader) OptOuts(ctx context.Context, hashes []string) ([]book.OptOut, error) {
	return ask(ctx, r, "store.optouts", func(s *session) ([]book.OptOut, error) {
		text, args := "SELECT "+strings.Join(optOutTable.columns, ", ")+" FROM optout", []any(nil)
		if hashes != nil {
			text, args = text+" WHERE hash"+inList, []any{idList(hashes)}
		}
		rows, err := s.values(ctx, len(optOutTable.columns), text+" ORDER BY id", args...)
		out := make([]book.OptOut, len(rows))
		for i, row := range rows {
			decode(&out[i], optOutFields, row)
		}
		return out, err
	})
}

// OptOutKeys implements book.ConsentReader.
func (r reader) OptOutKeys(ctx context.Context) ([]book.OptOutKey, error) {
	return ask(ctx, r, "store.optoutkeys", func(s *session) ([]book.OptOutKey, error) {
		rows, err := s.values(ctx, len(optOutKeyTable.columns), "SELECT "+strings.Join(optOutKeyTable.columns, ", ")+" FROM optoutkey ORDER BY created_at, id")
		out := make([]book.OptOutKey, len(rows))
		for i, row := range rows {
			decode(&out[i], optOutKeyFields, row)
		}
		return out, err
	})
}

// PutConsent implements book.ConsentWriter.
func (w *writer) PutConsent(ctx context.Context, a book.Consent) error {
	const op = "store.consent"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if a.ID == "" || a.CustomerID == "" {
		return invalid(op, "id", "missing")
	}
	_, found, err := w.stored(ctx, consentTable, "", string(a.ID))
	if err != nil {
		return fault(op, err)
	}
	if found {
		return conflict(op, "stale") // what was said is not said differently later
	}
	if a.CreatedAt.IsZero() {
		a.CreatedAt = w.now
	}
	return fault(op, w.insert(ctx, consentTable, encode(&a, consentFields), string(a.CustomerID), nil, nil))
}

// PutOptOut implements book.ConsentWriter.
func (w *writer) PutOptOut(ctx context.Context, o book.OptOut) error {
	return w.put(ctx, "store.optout", optOutTable, encode(&o, optOutFields))
}

// PutOptOutKey implements book.ConsentWriter.
func (w *writer) PutOptOutKey(ctx context.Context, k book.OptOutKey) error {
	return w.put(ctx, "store.optoutkey", optOutKeyTable, encode(&k, optOutKeyFields))
}

// expiringDays is how far ahead a yes is said to run out.
const expiringDays = 30

// consentSet picks customers by what they allow and refuse as it stands: a
// state; "expired", "expiring" within thirty days; "stopped" for who refused
// offers, on whatever channel; or the purpose of a yes that lasts.
func consentSet(t *book.Test) set {
	if t.Blank {
		return worthSet("asked IS NULL")
	}
	var tests []string
	var args []any
	test := func(text string, values ...any) { tests, args = append(tests, text), append(args, values...) }
	on := calendar.DateOf(t.From)
	today, soon := dayText(on), dayText(on+expiringDays)
	for _, v := range slices.Compact(slices.Sorted(slices.Values(t.Values))) {
		const lasts = "state = 'granted' AND coalesce(expires, '9999') >= ?"
		switch v {
		case string(book.Granted):
			test(lasts, today)
		case string(book.Declined), string(book.Withdrawn):
			test("state = ?", v)
		case "expired":
			test("state = 'granted' AND expires < ?", today)
		case "expiring":
			test("state = 'granted' AND expires BETWEEN ? AND ?", today, soon)
		case "stopped":
			test("state IN ('declined', 'withdrawn') AND (purpose = 'marketing' OR purpose = '' AND whole)")
		default:
			test(lasts+" AND purpose = ?", today, v)
		}
	}
	found := "(" + strings.Join(tests, " OR ") + ")"
	return setOf("SELECT DISTINCT n FROM stance WHERE "+found, "EXISTS (SELECT 1 FROM stance s WHERE s.n = c.n AND "+found+")", args, args)
}
