package exchange

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/book"
)

// read returns everything that a text holds.
func read(t *testing.T, name, text string) (*Source, []book.Incoming) {
	t.Helper()
	s := openText(t, name, text)
	var all []book.Incoming
	for in, err := range s.Records(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, in)
	}
	return s, all
}

const days = "\uFEFFBEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n" +
	"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:王小明的生日\r\nDTSTART;VALUE=DATE:19880504\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Ana Lima's Birthday\r\nDTSTART;VALUE=DATE:16040509\r\nRRULE:FREQ=YEARLY\r\nBEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Works\r\n  outing\r\nDTSTART;VALUE=DATE:20270601\r\nDTEND;VALUE=DATE:20270603\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:4\r\nSUMMARY:Dentist\r\nDTSTART:20270601T100000Z\r\nEND:VEVENT\r\n" +
	"BEGIN:VTODO\r\nUID:5\r\nSUMMARY:Send the sample\\, please\r\nDUE;TZID=Asia/Tokyo:20270310T093000\r\nPRIORITY:1\r\nEND:VTODO\r\n" +
	"BEGIN:VTODO\r\nUID:6\r\nSUMMARY:Old\r\nDUE;VALUE=DATE:20260101\r\nSTATUS:COMPLETED\r\nEND:VTODO\r\n" +
	"BEGIN:VEVENT\r\nSUMMARY:cut"

func TestCalendarsComeIn(t *testing.T) {
	s, all := read(t, "days.ics", days)
	if s.Info().Format != ICS || s.Info().Rows != 7 || len(all) != 7 {
		t.Fatalf("%+v, %d records", s.Info(), len(all))
	}
	if c := all[0].Customer; c.Name.Full != "王小明" || c.Dates[0].When.String() != "gregorian:1988-05-04" {
		t.Errorf("%+v", c)
	}
	if c := all[1].Customer; c.Name.Full != "Ana Lima" || c.Dates[0].When.String() != "gregorian:--05-09" {
		t.Errorf("%+v", c)
	}
	if d := all[2].OwnDays; len(d) != 1 || d[0].Name != "Works outing" || d[0].Days != 2 {
		t.Errorf("%+v", d)
	}
	if p := all[3].Problem; p == nil || p.Code != ProblemAppointment {
		t.Errorf("an appointment: %+v", p)
	}
	if f := all[4].FollowUps[0]; f.Title != "Send the sample, please" || f.DueMinute != 9*60+30 || f.Zone != "Asia/Tokyo" || f.Priority != book.Urgent {
		t.Errorf("%+v", f)
	}
	if f := all[5].FollowUps[0]; f.DoneAt.IsZero() {
		t.Errorf("%+v", f)
	}
	if p := all[6].Problem; p == nil || p.Code != ProblemCut {
		t.Errorf("a cut event: %+v", p)
	}
	b := newBook(t)
	ctx := context.Background()
	rep, err := s.Into(ctx, b, book.ImportOptions{})
	if err != nil || rep.Added != 5 || rep.Failed != 2 {
		t.Fatalf("%+v, %v", rep, err)
	}
	if again, err := s.Into(ctx, b, book.ImportOptions{}); err != nil || again.Added+again.Changed > 0 {
		t.Errorf("a second time %d new, %d changed, %v", again.Added, again.Changed, err)
	}
	if _, kept, err := b.History.Undo(ctx, rep.Operation.ID); err != nil || kept > 0 {
		t.Errorf("undo: %d kept, %v", kept, err)
	}
}

// TestForeignCalendars: every sample of other programs is read or refused in
// words, and none stops the rest.
func TestForeignCalendars(t *testing.T) {
	files, err := filepath.Glob("../../../shared/corpus/ics/*.ics")
	if err != nil || len(files) == 0 {
		t.Skip("the samples of other programs are not here")
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), filepath.Base(f), int64(len(text)), strings.NewReader(string(text)), Options{})
		if err != nil {
			if book.CodeOf(err) != book.Unsupported {
				t.Errorf("%s: %v", filepath.Base(f), err)
			}
			continue
		}
		rep, err := s.Into(context.Background(), newBook(t), book.ImportOptions{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(f), err)
		}
		t.Logf("%s: %d read, %d in, %d reported", filepath.Base(f), rep.Read, rep.Added, rep.Failed)
	}
}

const monicaText = `{"version":"1.0-preview.1","app_version":"4.0.0","export_date":"2026-11-01","url":"https://app.example","exported_by":"u",
"account":{"uuid":"a","data":[{"count":2,"type":"contact","values":[
{"uuid":"c1","properties":{"first_name":"Ana","last_name":"Lima","nickname":"Aninha","description":"Met at the fair.","job":"Buyer","company":"Acme",
 "food_preferences":"No nuts","last_talked_to":"2026-10-01T00:00:00Z","stay_in_touch_frequency":30,"tags":["vip"],
 "birthdate":{"uuid":"d","is_age_based":false,"is_year_unknown":true,"date":"2017-05-04T00:00:00Z"}},
 "data":[{"count":2,"type":"contact_field","values":[{"properties":{"data":"ana@x.example","type":"t1"}},{"properties":{"data":"+55 11 91234 5678","type":"t2"}}]},
 {"count":1,"type":"note","values":[{"properties":{"body":"Likes coffee."}}]},
 {"count":1,"type":"call","values":[{"created_at":"2026-09-01T10:00:00Z","properties":{"called_at":"2026-09-01T00:00:00Z","content":"About prices","contact_called":true}}]},
 {"count":1,"type":"task","values":[{"uuid":"k","created_at":"2026-09-02T10:00:00Z","properties":{"title":"Send list","completed":false}}]},
 {"count":1,"type":"address","values":[{"properties":{"name":"office","street":"Rua 1","city":"São Paulo","country":"BR"}}]},
 {"count":1,"type":"pet","values":[{"properties":{"name":"Rex"}}]}]},
{"uuid":"c2","properties":{"first_name":"Solo"},"data":[]}]}],
"instance":{"contact_field_types":[{"uuid":"t1","properties":{"name":"Email","protocol":"mailto:"}},{"uuid":"t2","properties":{"name":"Phone","protocol":"tel:"}}]}}}`

func TestMonicaComesIn(t *testing.T) {
	s, all := read(t, "monica.json", monicaText)
	if s.Info().Layout != Monica || len(all) != 2 {
		t.Fatalf("%+v, %d records", s.Info(), len(all))
	}
	in, c := all[0], all[0].Customer
	if c.Name.Full != "Ana Lima" || c.Organisation != "Acme" || c.Cadence.Ideal != 30 || c.City != "São Paulo" || c.Country != "BR" ||
		len(c.Channels) != 3 || c.Dates[0].When.String() != "gregorian:--05-04" || c.Preferences[0].Text != "No nuts" || c.Tags[0] != "vip" {
		t.Errorf("%+v", c)
	}
	if len(in.Notes) != 2 || len(in.Interactions) != 1 || in.Interactions[0].Direction != book.FromThem || len(in.FollowUps) != 1 {
		t.Errorf("%+v", in)
	}
	if len(c.Origin.Extra) != 1 || c.Origin.Extra[0].Name != "pet" {
		t.Errorf("what has no place: %+v", c.Origin.Extra)
	}
	b := newBook(t)
	ctx := context.Background()
	rep, err := s.Into(ctx, b, book.ImportOptions{})
	if err != nil || rep.Added != 2 || rep.Failed > 0 {
		t.Fatalf("%+v, %v", rep, err)
	}
	if again, err := s.Into(ctx, b, book.ImportOptions{}); err != nil || again.Added+again.Changed > 0 {
		t.Errorf("a second time %d new, %d changed, %v", again.Added, again.Changed, err)
	}
	hits, err := b.Search(ctx, "Ana", 1)
	if err != nil || len(hits) != 1 {
		t.Fatal(hits, err)
	}
	if x, err := b.Interactions.List(ctx, hits[0].ID, 0); err != nil || len(x) != 1 {
		t.Errorf("%d interactions, %v", len(x), err)
	}
	if _, _, err := b.History.Undo(ctx, rep.Operation.ID); err != nil {
		t.Error(err)
	}
}

func TestLayoutsOfOtherPrograms(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		layout Layout
		check  func(book.Customer) bool
	}{
		"linkedin": {
			"Notes:\n\"When exporting your connection data, some addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n" +
				"Ana,Lima,https://www.linkedin.com/in/ana,ana@x.example,Acme,Buyer,12 Mar 2024\n", LinkedIn,
			func(c book.Customer) bool {
				return c.Name.Full == "Ana Lima" && c.Address.JobTitle == "Buyer" && len(c.Channels) == 2
			},
		},
		"hubspot": {
			"Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Lifecycle Stage,Associated Company\n" +
				"123,Ana,Lima,ana@x.example,+55 11 91234 5678,Bob,NEW,2024-03-12 09:14,lead,Acme\n", HubSpot,
			func(c book.Customer) bool {
				return c.Owner == "Bob" && c.Organisation == "Acme" && c.Origin.ExternalID == "123"
			},
		},
		"salesforce": {
			"Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing Country,Phone,Email,Birthdate,Email Opt Out,Do Not Call\n" +
				"Ms.,Ana,Lima,Buyer,Acme,Rua 1,Rio,Brazil,+55 21 91234 5678,ana@x.example,1980-03-15,1,0\n", Salesforce,
			func(c book.Customer) bool {
				return c.Country == "BR"
			},
		},
		"salesforce by its interface": {
			"Id,FirstName,LastName,Email,Birthdate,HasOptedOutOfEmail,MailingCity\n003,Ana,Lima,ana@x.example,1940-06-07Z,false,Rio\n", Salesforce,
			func(c book.Customer) bool { return c.Dates[0].When.Year == 1940 },
		},
		"wecom": {
			"客户名称,手机,标签,备注,添加人,添加时间\n王小明,13800138000,重点、展会,喜欢茶,李四,2026-03-01 10:00\n", WeCom,
			func(c book.Customer) bool {
				return c.Name.Full == "王小明" && len(c.Tags) == 2 && c.Owner == "李四"
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, all := read(t, name+".csv", c.text)
			if s.Info().Layout != c.layout || len(all) != 1 || all[0].Problem != nil || !c.check(all[0].Customer) {
				t.Errorf("%s: %+v", s.Info().Layout, all)
			}
		})
	}
}
