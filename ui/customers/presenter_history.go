package customers

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/trade"
	"dragoman/ui/internal/words"
)

// change is one operation of the history with what it altered.
type change struct {
	op     book.Operation
	fields []book.FieldChange
	whole  bool // it changed nothing beside this customer, so it can be undone from here
}

// changesOf groups the history by operation and leaves out what says nothing
// to people: ids, counters and the rows that only tie others together.
func changesOf(found []book.FieldChange) []change {
	var out []change
	rows := map[book.ID]map[string]bool{}
	for _, f := range found {
		own := rows[f.Operation.ID]
		if own == nil {
			own = map[string]bool{}
			rows[f.Operation.ID] = own
		}
		own[f.Entity+string(f.Row)] = true
		if n := len(out); n == 0 || out[n-1].op.ID != f.Operation.ID {
			out = append(out, change{op: f.Operation})
		}
		if !silentColumns[f.Entity+"_"+f.Field] && !silentColumns[f.Field] {
			last := &out[len(out)-1]
			last.fields = append(last.fields, f)
		}
	}
	for i := range out {
		op := out[i].op
		out[i].whole = op.Kind == book.OpCustomerEdit || len(rows[op.ID]) >= op.Rows
	}
	return out
}

// silentColumns are not shown in the history.
var silentColumns = map[string]bool{
	"id": true, "customer": true, "customer_customer": true, "pos": true, "created_at": true, "updated_at": true,
	"contact_told": true, "fingerprint": true, "external_id": true, "source": true, "extra": true,
	"channel_normal": true, "zone": true, "interaction_next": true, "interaction_followup": true,
	"survey_case_": true, "survey_request": true,
	"attachment_hash": true, "attachment_size": true, "attachment_owner_id": true,
}

// operationWord says what an operation did.
func operationWord(p *locales.Printer, op book.Operation) string {
	return word(p, locales.ID("customers.op_"+strings.ReplaceAll(string(op.Kind), ".", "_")), string(op.Kind))
}

// fieldWord names a field of the history.
func fieldWord(p *locales.Printer, f book.FieldChange) string {
	code := f.Entity
	if f.Field != "" {
		code += "_" + f.Field
	}
	if id := locales.ID("customers.field_" + code); p.Has(id) {
		return p.T(id, nil)
	}
	return word(p, locales.ID("customers.field_"+f.Entity), code)
}

// valueWord writes a stored value for people: codes become words, instants
// and days become dates.
func valueWord(p *locales.Printer, home *time.Location, f book.FieldChange, value string) string {
	if value == "" {
		return ""
	}
	switch f.Field {
	case "country":
		return p.Country(value)
	case "culture":
		return cultureWord(p, value)
	case "tag":
		if f.Entity == "language" {
			return p.Language(value)
		}
	case "tradition":
		return traditionWord(p, value)
	case "name_language":
		return p.Language(value)
	case "currency":
		return p.Currency(value)
	case "calendar":
		return p.CalendarName(calendar.ID(value))
	case "said_on", "due", "snoozed", "day", "expected":
		if d, err := calendar.ParseDate(value); err == nil {
			return p.Date(d)
		}
		if n, err := strconv.Atoi(value); err == nil {
			return p.Date(calendar.Date(n))
		}
	case "hours_start", "hours_end", "pause_start", "pause_end", "due_minute":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n <= 24*60 {
			return p.Time(n/60, n%60)
		}
	case "at", "trashed_at", "done_at", "received_at", "first_reply_due", "replied_at", "solve_due", "solved_at", "confirmed_at", "warn_at", "reopened_at", "closed_at":
		if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return p.DateTime(t.In(home))
		}
	case "preferred", "leap", "done", "aside":
		if value == "1" || value == "true" {
			return p.T("common.yes", nil)
		}
		return p.T("common.no", nil)
	case "picture":
		return p.T("customers.value_picture", nil)
	}
	return codeWord(p, f, value)
}

// codeWord writes a code that has a word of its own.
func codeWord(p *locales.Printer, f book.FieldChange, value string) string {
	switch f.Entity + " " + f.Field {
	case "customer kind":
		return word(p, locales.ID("customers.kind_"+value), value)
	case "customer register":
		return registerWord(p, book.Register(value))
	case "customer name_order":
		return word(p, locales.ID("customers.order_"+value), value)
	case "channel kind":
		return channelWord(p, book.ChannelKind(value))
	case "consent state":
		return allow.State(p, book.ConsentState(value))
	case "consent purpose":
		return allow.Purpose(p, book.Purpose(value))
	case "consent source":
		return allow.Source(p, book.ConsentSource(value))
	case "consent channel":
		return channelWord(p, book.ChannelKind(value))
	case "customer basis":
		return allow.Basis(p, book.LawfulBasis(value))
	case "language level":
		return levelWord(p, book.Level(value))
	case "date kind":
		return word(p, locales.ID("customers.date_"+value), value)
	case "preference kind":
		return preferenceWord(p, book.PreferenceKind(value))
	case "relation kind":
		return relationWord(p, book.RelationKind(value))
	case "interaction kind":
		return words.Touch(p, book.InteractionKind(value))
	case "interaction outcome":
		return words.Outcome(p, book.Outcome(value))
	case "interaction mood":
		return words.Feeling(p, book.Mood(value))
	case "survey measure":
		return words.SurveyMeasure(p, book.SurveyMeasure(value))
	case "interaction language", "survey language":
		return p.Language(value)
	case "case_ kind":
		return word(p, locales.ID("service.kind_"+value), value)
	case "case_ state":
		return word(p, locales.ID("service.state_"+value), value)
	case "case_ seriousness":
		return word(p, locales.ID("service.serious_"+value), value)
	case "case_ channel":
		return words.Touch(p, book.InteractionKind(value))
	case "purchase status":
		return trade.Status(p, book.OrderStatus(value))
	case "deal stage":
		return trade.Stage(p, book.Stage{ID: value})
	case "interaction direction":
		return word(p, locales.ID("customers.direction_"+value), value)
	}
	return value
}

// rowNow writes a part of the customer as it is now, for history lines that
// say only that it was made. It is "" when the part is gone.
func (k known) rowNow(p *locales.Printer, entity string, id book.ID) string {
	c := k.c
	switch entity {
	case "channel":
		for _, x := range c.Channels {
			if x.ID == id {
				return joinDots(channelWord(p, x.Kind), x.Value)
			}
		}
	case "culture":
		for _, x := range c.Cultures {
			if x.ID == id {
				return cultureWord(p, x.Culture)
			}
		}
	case "language":
		for _, x := range c.Languages {
			if x.ID == id {
				return joinDots(p.Language(x.Tag), levelWord(p, x.Level))
			}
		}
	case "observance":
		for _, x := range c.Observances {
			if x.ID == id {
				return traditionWord(p, x.Tradition)
			}
		}
	case "date":
		for _, x := range c.Dates {
			if x.ID == id {
				return joinDots(dateWord(p, x), p.Partial(x.When))
			}
		}
	case "preference":
		for _, x := range c.Preferences {
			if x.ID == id {
				return joinDots(preferenceWord(p, x.Kind), x.Text)
			}
		}
	case "custom":
		for _, x := range c.Custom {
			if x.ID == id {
				return joinDots(x.Name, x.Value)
			}
		}
	case "customer":
		return c.Name.Full
	}
	return k.workNow(p, entity, id)
}

// workNow does the same for what was agreed and what happened.
func (k known) workNow(p *locales.Printer, entity string, id book.ID) string {
	switch entity {
	case "note":
		for _, x := range k.notes {
			if x.ID == id {
				return x.Text
			}
		}
	case "interaction":
		for _, x := range k.touches {
			if x.ID == id {
				return joinDots(words.Touch(p, book.InteractionKind(x.Kind)), x.Text)
			}
		}
	case "attachment":
		for _, x := range k.files {
			if x.ID == id {
				return x.Name
			}
		}
	case "followup":
		for _, xs := range [][]book.FollowUpRow{k.open, k.closed} {
			for _, x := range xs {
				if x.ID == id {
					return x.Title
				}
			}
		}
	case "case_":
		for _, x := range k.cases {
			if x.ID == id {
				return x.Subject
			}
		}
	case "purchase", "survey":
		for _, x := range k.touches {
			if x.ID == id {
				return joinDots(p.Date(calendar.DateOf(x.At)), moneyOf(p, x), x.Text)
			}
		}
	case "relation":
		for _, x := range k.c.Relations {
			if x.ID == id {
				return joinDots(relationWord(p, x.Kind), k.related[x.To].Name.Full)
			}
		}
	}
	return ""
}

// moneyOf is what an order in the timeline came to.
func moneyOf(p *locales.Printer, x book.Entry) string {
	if x.Currency == "" {
		return ""
	}
	return p.Money(x.Amount, x.Currency)
}

// addedText says that a part was made, and what it holds now where that can
// still be told.
func (k known) addedText(p *locales.Printer, f book.FieldChange) string {
	now := k.rowNow(p, f.Entity, f.Row)
	if now == "" {
		return p.T("customers.added_bare", nil)
	}
	return p.T("customers.added", locales.V{"Value": now})
}

// shownFirst are the columns of a removed row that say what it was.
var shownFirst = []string{"kind", "measure", "score", "culture", "tag", "tradition", "name", "value", "title", "number", "day", "text", "label", "name_full"}

// removedText writes what a row held that is gone; the history keeps it as a
// JSON object.
func removedText(p *locales.Printer, home *time.Location, f book.FieldChange) string {
	var columns map[string]any
	d := json.NewDecoder(strings.NewReader(f.Before))
	d.UseNumber()
	if err := d.Decode(&columns); err != nil {
		return f.Before
	}
	var parts []string
	for _, name := range shownFirst {
		if v, ok := columns[name]; ok && v != nil {
			parts = append(parts, valueWord(p, home, book.FieldChange{Entity: f.Entity, Field: name}, fmt.Sprint(v)))
		}
	}
	return joinDots(parts...)
}
