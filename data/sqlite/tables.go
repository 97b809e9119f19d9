package sqlite

import (
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// record is a customer as it is stored: its tags are rows of their own and its
// picture is named by its hash.
type record struct {
	book.Customer
	tags        []tagRow
	pictureID   string
	contactTold time.Time
}

type tagRow struct {
	id  book.ID
	tag string
}

var customerFields = []field[record]{
	text("id", func(c *record) *book.ID { return &c.ID }),
	text("kind", func(c *record) *book.Kind { return &c.Kind }),
	text("name_full", func(c *record) *string { return &c.Name.Full }),
	text("name_latin", func(c *record) *string { return &c.Name.Latin }),
	text("name_reading", func(c *record) *string { return &c.Name.Reading }),
	text("name_nick", func(c *record) *string { return &c.Name.Nickname }),
	text("name_prefix", func(c *record) *string { return &c.Name.Prefix }),
	text("name_given", func(c *record) *string { return &c.Name.Given }),
	text("name_given2", func(c *record) *string { return &c.Name.Given2 }),
	text("name_patronym", func(c *record) *string { return &c.Name.Patronymic }),
	text("name_family", func(c *record) *string { return &c.Name.Family }),
	text("name_family2", func(c *record) *string { return &c.Name.Family2 }),
	text("name_suffix", func(c *record) *string { return &c.Name.Suffix }),
	text("name_language", func(c *record) *string { return &c.Name.Language }),
	text("name_order", func(c *record) *book.NameOrder { return &c.Name.Order }),
	text("title", func(c *record) *string { return &c.Address.Title }),
	text("job_title", func(c *record) *string { return &c.Address.JobTitle }),
	text("honorific", func(c *record) *string { return &c.Address.Honorific }),
	text("register", func(c *record) *book.Register { return &c.Address.Register }),
	text("call_me", func(c *record) *string { return &c.Address.CallMe }),
	text("pronunciation", func(c *record) *string { return &c.Address.Pronunciation }),
	text("in_writing", func(c *record) *string { return &c.Address.InWriting }),
	text("in_speech", func(c *record) *string { return &c.Address.InSpeech }),
	text("in_mail", func(c *record) *string { return &c.Address.InMail }),
	text("org_name", func(c *record) *string { return &c.Organisation }),
	maybe("organisation", func(c *record) *book.ID { return &c.OrganisationID }),
	text("role", func(c *record) *string { return &c.Role }),
	maybe("country", func(c *record) *string { return &c.Country }),
	text("region", func(c *record) *string { return &c.Region }),
	text("city", func(c *record) *string { return &c.City }),
	text("time_zone", func(c *record) *string { return &c.TimeZone }),
	number("hours_start", func(c *record) *int { return &c.Hours.Start }),
	number("hours_end", func(c *record) *int { return &c.Hours.End }),
	number("pause_start", func(c *record) *int { return &c.Hours.PauseStart }),
	number("pause_end", func(c *record) *int { return &c.Hours.PauseEnd }),
	{
		"weekend",
		func(c *record) any { return weekendText(c.Hours.Weekend) },
		func(c *record, x any) { c.Hours.Weekend = weekendOf(x) },
	},
	text("payment_habit", func(c *record) *string { return &c.PaymentHabit }),
	text("currency", func(c *record) *string { return &c.Currency }),
	number("cadence_ideal", func(c *record) *int { return &c.Cadence.Ideal }),
	number("cadence_long", func(c *record) *int { return &c.Cadence.Longest }),
	text("owner", func(c *record) *string { return &c.Owner }),
	maybe("picture", func(c *record) *string { return &c.pictureID }),
	text("source", func(c *record) *string { return &c.Origin.Source }),
	maybe("external_id", func(c *record) *string { return &c.Origin.ExternalID }),
	maybe("fingerprint", func(c *record) *string { return &c.Origin.Fingerprint }),
	{
		"extra",
		func(c *record) any { return extraText(c.Origin.Extra) },
		func(c *record, x any) { c.Origin.Extra = extraOf(x) },
	},
	text("basis", func(c *record) *book.LawfulBasis { return &c.Basis }),
	text("basis_why", func(c *record) *string { return &c.BasisWhy }),
	instant("contact_told", func(c *record) *time.Time { return &c.contactTold }),
	instant("created_at", func(c *record) *time.Time { return &c.CreatedAt }),
	instant("trashed_at", func(c *record) *time.Time { return &c.TrashedAt }),
	maybe("merged_into", func(c *record) *book.ID { return &c.MergedInto }),
}

var customerTable = newTable("customer", "", "id", names(nil, customerFields)...)

// fixedColumns are set when a customer is made and not by editing it.
var fixedColumns = []string{"contact_told", "created_at"}

func customerList[T any](name string, of func(*record) *[]T, id func(*T) *book.ID, fields ...field[T]) part[record] {
	return listOf(name, "customer", "customer", of, id, func(c *record) book.ID { return c.ID }, fields...)
}

var customerParts = []part[record]{
	customerList("culture", func(c *record) *[]book.StatedCulture { return &c.Cultures },
		func(x *book.StatedCulture) *book.ID { return &x.ID },
		text("culture", func(x *book.StatedCulture) *string { return &x.Culture }),
		text("said_by", func(x *book.StatedCulture) *string { return &x.SaidBy }),
		day("said_on", func(x *book.StatedCulture) *calendar.Date { return &x.SaidOn })),
	customerList("language", func(c *record) *[]book.Language { return &c.Languages },
		func(x *book.Language) *book.ID { return &x.ID },
		text("tag", func(x *book.Language) *string { return &x.Tag }),
		text("level", func(x *book.Language) *book.Level { return &x.Level })),
	customerList("observance", func(c *record) *[]book.Observance { return &c.Observances },
		func(x *book.Observance) *book.ID { return &x.ID },
		text("tradition", func(x *book.Observance) *string { return &x.Tradition }),
		text("said_by", func(x *book.Observance) *string { return &x.SaidBy }),
		day("said_on", func(x *book.Observance) *calendar.Date { return &x.SaidOn }),
		text("basis", func(x *book.Observance) *string { return &x.Basis })),
	customerList("channel", func(c *record) *[]book.Channel { return &c.Channels },
		func(x *book.Channel) *book.ID { return &x.ID }, channelFields...),
	customerList("date", func(c *record) *[]book.ImportantDate { return &c.Dates },
		func(x *book.ImportantDate) *book.ID { return &x.ID }, dateFields...),
	customerList("preference", func(c *record) *[]book.Preference { return &c.Preferences },
		func(x *book.Preference) *book.ID { return &x.ID },
		text("kind", func(x *book.Preference) *book.PreferenceKind { return &x.Kind }),
		text("text", func(x *book.Preference) *string { return &x.Text })),
	customerList("relation", func(c *record) *[]book.Relation { return &c.Relations },
		func(x *book.Relation) *book.ID { return &x.ID },
		text("kind", func(x *book.Relation) *book.RelationKind { return &x.Kind }),
		text("other", func(x *book.Relation) *book.ID { return &x.To }),
		text("label", func(x *book.Relation) *string { return &x.Label })),
	customerList("custom", func(c *record) *[]book.CustomField { return &c.Custom },
		func(x *book.CustomField) *book.ID { return &x.ID },
		text("name", func(x *book.CustomField) *string { return &x.Name }),
		text("value", func(x *book.CustomField) *string { return &x.Value }),
		truth("sensitive", func(x *book.CustomField) *bool { return &x.Sensitive })),
	tagPart,
}

var channelFields = []field[book.Channel]{
	text("kind", func(x *book.Channel) *book.ChannelKind { return &x.Kind }),
	text("value", func(x *book.Channel) *string { return &x.Value }),
	maybe("normal", func(x *book.Channel) *string { return &x.Normal }),
	text("label", func(x *book.Channel) *string { return &x.Label }),
	truth("preferred", func(x *book.Channel) *bool { return &x.Preferred }),
}

var dateFields = []field[book.ImportantDate]{
	text("kind", func(x *book.ImportantDate) *book.DateKind { return &x.Kind }),
	text("label", func(x *book.ImportantDate) *string { return &x.Label }),
	text("calendar", func(x *book.ImportantDate) *calendar.ID { return &x.When.Calendar }),
	number("year", func(x *book.ImportantDate) *int { return &x.When.Year }),
	number("month", func(x *book.ImportantDate) *int { return &x.When.Month }),
	truth("leap", func(x *book.ImportantDate) *bool { return &x.When.Leap }),
	number("day", func(x *book.ImportantDate) *int { return &x.When.Day }),
	text("raw", func(x *book.ImportantDate) *string { return &x.Raw }),
}

// tagPart keeps tags as a set: a row each, without an order.
var tagPart = part[record]{
	table: newTable("tag", "customer", "customer", "id", "customer", "tag"),
	rows: func(c *record) [][]any {
		out := make([][]any, 0, len(c.tags))
		for i := range c.tags {
			if c.tags[i].id == "" {
				c.tags[i].id = book.NewID()
			}
			out = append(out, []any{string(c.tags[i].id), string(c.ID), c.tags[i].tag})
		}
		return out
	},
	add: func(c *record, row []any) {
		id, _ := row[0].(string)
		tag, _ := row[2].(string)
		c.tags = append(c.tags, tagRow{book.ID(id), tag})
		at, _ := slices.BinarySearch(c.Tags, tag)
		c.Tags = slices.Insert(c.Tags, at, tag)
	},
}

var followUpFields = []field[book.FollowUp]{
	text("id", func(f *book.FollowUp) *book.ID { return &f.ID }),
	maybe("customer", func(f *book.FollowUp) *book.ID { return &f.CustomerID }),
	text("holiday", func(f *book.FollowUp) *string { return &f.HolidayID }),
	text("title", func(f *book.FollowUp) *string { return &f.Title }),
	text("kind", func(f *book.FollowUp) *book.TaskKind { return &f.Kind }),
	number("priority", func(f *book.FollowUp) *book.Priority { return &f.Priority }),
	day("due", func(f *book.FollowUp) *calendar.Date { return &f.Due }),
	number("due_minute", func(f *book.FollowUp) *int { return &f.DueMinute }),
	text("zone", func(f *book.FollowUp) *string { return &f.Zone }),
	text("repeat", func(f *book.FollowUp) *string { return &f.Repeat }),
	number("reminder", func(f *book.FollowUp) *int { return &f.Reminder }),
	day("snoozed", func(f *book.FollowUp) *calendar.Date { return &f.Snoozed }),
	text("notes", func(f *book.FollowUp) *string { return &f.Notes }),
	text("owner", func(f *book.FollowUp) *string { return &f.Owner }),
	instant("done_at", func(f *book.FollowUp) *time.Time { return &f.DoneAt }),
	instant("created_at", func(f *book.FollowUp) *time.Time { return &f.CreatedAt }),
	instant("trashed_at", func(f *book.FollowUp) *time.Time { return &f.TrashedAt }),
}

var followUpTable = newTable("followup", "", "customer", names(nil, followUpFields)...)

var checkPart = listOf("checkitem", "followup", "", func(f *book.FollowUp) *[]book.CheckItem { return &f.Checklist },
	func(x *book.CheckItem) *book.ID { return &x.ID }, func(f *book.FollowUp) book.ID { return f.ID },
	text("text", func(x *book.CheckItem) *string { return &x.Text }),
	truth("done", func(x *book.CheckItem) *bool { return &x.Done }))

var noteFields = []field[book.Note]{
	text("id", func(n *book.Note) *book.ID { return &n.ID }),
	text("customer", func(n *book.Note) *book.ID { return &n.CustomerID }),
	text("text", func(n *book.Note) *string { return &n.Text }),
	text("author", func(n *book.Note) *string { return &n.Author }),
	instant("created_at", func(n *book.Note) *time.Time { return &n.CreatedAt }),
	instant("trashed_at", func(n *book.Note) *time.Time { return &n.TrashedAt }),
}

var noteTable = newTable("note", "", "customer", names(nil, noteFields)...)

// apartTable keeps who was told apart: a couple, the lower id first.
var apartTable = newTable("apart", "", "", "id", "a", "b")

var segmentFields = []field[book.Segment]{
	text("id", func(g *book.Segment) *book.ID { return &g.ID }),
	text("name", func(g *book.Segment) *string { return &g.Name }),
	text("query", func(g *book.Segment) *string { return &g.Query }),
	instant("created_at", func(g *book.Segment) *time.Time { return &g.CreatedAt }),
	instant("trashed_at", func(g *book.Segment) *time.Time { return &g.TrashedAt }),
}

var segmentTable = newTable("segment", "", "", names(nil, segmentFields)...)

var settingTable = newTable("setting", "", "", "id", "value")

// tables finds a description by the name that the history keeps.
var tables = func() map[string]*table {
	m := map[string]*table{}
	for _, t := range []*table{
		customerTable, followUpTable, checkPart.table, noteTable, interactionTable, attachmentTable, apartTable, segmentTable, ownDayTable, loreTable, ratingTable, campaignTable, recipientTable, memberTable, settingTable,
		orderTable, linePart.table, rateTable, dealTable, accountTable, entryTable, caseTable, surveyTable,
		erasedTable, petitionTable, retentionTable, keepingTable,
		consentTable, optOutTable, optOutKeyTable,
	} {
		m[t.name] = t
	}
	for _, p := range customerParts {
		m[p.name] = p.table
	}
	return m
}()
