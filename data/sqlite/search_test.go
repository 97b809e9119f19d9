package sqlite

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dragoman/data/book"
)

func TestSearch(t *testing.T) {
	f := fresh(t)
	people := map[string]book.Customer{}
	add := func(key string, c book.Customer) {
		people[key] = c
		put(t, f, c)
	}
	zh := named("王小明")
	zh.Name.Language, zh.City, zh.Tags = "zh", "上海", []string{"展会"}
	add("wang", zh)
	vi := named("Nguyễn Thị Hương")
	vi.Name.Language = "vi"
	add("nguyen", vi)
	de := named("Jürgen Müller")
	de.Channels = []book.Channel{
		{Kind: book.Phone, Value: "089 / 123 45 67", Normal: "+49891234567"},
		{Kind: book.Email, Value: "J.Mueller@firma-x.example", Normal: "j.mueller@firma-x.example"},
	}
	add("muller", de)
	ja := named("山田 太郎")
	ja.Name.Reading, ja.Name.Language = "やまだ たろう", "ja"
	add("yamada", ja)
	kana := named("さとう はなこ")
	kana.Name.Language = "ja"
	add("sato", kana)
	ko := named("김민수")
	ko.Name.Language = "ko"
	add("kim", ko)
	ar := named("محمد إبراهيم")
	ar.Name.Latin = "Mohamed Ibrahim"
	add("mohamed", ar)
	add("thai", named("สมชาย ใจดี"))
	add("obrien", named("Siobhán O’Brien"))
	add("ostergard", named("Åse Østergård"))
	add("yildiz", named("Işıl YILDIZ"))
	acme := named("Łódź Acme 株式会社")
	acme.Kind = book.Organisation
	add("acme", acme)
	member := named("Piotr")
	member.OrganisationID, member.Role = acme.ID, "Einkäufer"
	add("piotr", member)

	for q, want := range map[string][]string{
		"王": {"wang"}, "明": {"wang"}, "小明": {"wang"}, "王小明": {"wang"}, "明小": nil,
		"wxm": {"wang"}, "wangxiaoming": {"wang"}, "wang xiao": {"wang"}, "xiaoming": {"wang"}, "xm": {"wang"}, "上海": {"wang"}, "展": {"wang"},
		"nguyen": {"nguyen"}, "Nguyễn": {"nguyen"}, "huong ngu": {"nguyen"},
		"muller": {"muller"}, "mueller": {"muller"}, "MÜLLER": {"muller"}, "mül": {"muller"}, "juergen": {"muller"}, "jurgen m": {"muller"},
		"4567": {"muller"}, "0891234": {"muller"}, "+49 89 123": {"muller"}, "89123": {"muller"}, "firma": {"muller"}, "j.mueller@fi": {"muller"},
		"やま": {"yamada"}, "yama": {"yamada"}, "ヤマダ": {"yamada"}, "田": {"yamada"}, "tarou": {"yamada"}, "taro": {"yamada"},
		"satou": {"sato"}, "sato": {"sato"}, "ﾊﾅｺ": {"sato"},
		"김": {"kim"}, "민수": {"kim"}, "gim": {"kim"}, "kim": {"kim"}, "minsu": {"kim"}, "ㄱㅁㅅ": {"kim"},
		"ابراهيم": {"mohamed"}, "ibra": {"mohamed"}, "สม": {"thai"}, "ชาย": {"thai"}, "ใจดี": {"thai"},
		"obrien": {"obrien"}, "o'brien": {"obrien"}, "brien": {"obrien"}, "siobhan": {"obrien"},
		"ostergard": {"ostergard"}, "oestergaard": {"ostergard"}, "aase": {"ostergard"}, "yildiz": {"yildiz"}, "isil": {"yildiz"},
		"lodz": {"acme", "piotr"}, "株": {"acme", "piotr"}, "einkaeufer": {"piotr"}, "acme piotr": {"piotr"},
		"nobody": nil, "": nil,
	} {
		hits, err := f.Search(ctx, q, 20)
		check(t, err)
		var got []string
		for _, h := range hits {
			for key, c := range people {
				if c.ID == h.ID {
					got = append(got, key)
				}
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", q, got, want)
		}
	}
	sameIndex(t, f)
}

// Of many that begin alike the exact one comes first, whenever it was made.
func TestBestHitsFirst(t *testing.T) {
	f := fresh(t)
	exact := named("Anna")
	put(t, f, exact)
	_, err := f.Write(ctx, book.Operation{}, func(tx book.Tx) error {
		for i := range 600 {
			c := named(fmt.Sprintf("Someone Annaberg %d", i))
			if i == 300 {
				c.Name.Full = "Anna Zeller"
			}
			if err := tx.PutCustomer(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
	check(t, err)
	hits, err := f.Search(ctx, "anna", 10)
	check(t, err)
	if len(hits) != 10 || hits[0].Title != "Anna" || hits[1].Title != "Anna Zeller" {
		t.Fatal(hits)
	}
	if hits, err = f.Search(ctx, "ANNA Z", 10); err != nil || len(hits) != 1 {
		t.Fatal(hits, err)
	}
}

// Notes and follow-ups are found too, follow their edits, and leave with the
// trash.
func TestSearchNotesAndFollowUps(t *testing.T) {
	f := fresh(t)
	c := named("Anna")
	put(t, f, c)
	note := book.Note{ID: book.NewID(), CustomerID: c.ID, Text: "喜欢绿茶。 Asked for the new Katalog, " + string(make([]byte, 0)) + "and a long talk about the fair in Guangzhou followed, until late."}
	task := book.FollowUp{ID: book.NewID(), CustomerID: c.ID, Title: "Send catalogue", DueMinute: book.NoTime, Checklist: []book.CheckItem{{Text: "Preisliste"}}}
	kinds := func(q string) string {
		t.Helper()
		hits, err := f.Search(ctx, q, 10)
		check(t, err)
		s := ""
		for _, h := range hits {
			s += string(h.Kind) + " "
			if h.Customer != c.ID || h.Title == "" {
				t.Errorf("%+v", h)
			}
		}
		return s
	}
	write := func(n book.Note, fu book.FollowUp) {
		t.Helper()
		_, err := f.Write(ctx, book.Operation{}, func(tx book.Tx) error {
			if err := tx.PutNote(ctx, n); err != nil {
				return err
			}
			return tx.PutFollowUp(ctx, fu)
		})
		check(t, err)
	}
	write(note, task)
	if kinds("绿") != "note " || kinds("kata") != "note " || kinds("preis") != "followup " || kinds("anna") != "customer " {
		t.Fatal(kinds("绿"), kinds("kata"), kinds("preis"))
	}
	note.Text, task.Version, task.Title = "Nothing", 1, "Other"
	write(note, task)
	if kinds("绿") != "" || kinds("nothing") != "note " || kinds("catalogue") != "" || kinds("other") != "followup " {
		t.Fatal("the index does not follow")
	}
	task.Version, task.TrashedAt, note.TrashedAt = 2, time.Now(), time.Now()
	write(note, task)
	if kinds("nothing")+kinds("other") != "" {
		t.Fatal("found in the trash")
	}
	sameIndex(t, f)
	if _, err := f.Write(ctx, book.Operation{}, func(tx book.Tx) error { return tx.PutFollowUp(ctx, task) }); book.CodeOf(err) != book.Conflict {
		t.Error(err)
	}
}

func TestFollowUpViews(t *testing.T) {
	f := fresh(t)
	const today = 740000
	c, trashed := named("Anna"), named("Gone")
	put(t, f, c, trashed)
	_, err := f.Write(ctx, book.Operation{}, func(tx book.Tx) error {
		for _, x := range []book.FollowUp{
			{Title: "today", Due: today, CustomerID: c.ID},
			{Title: "urgent", Due: today, Priority: book.Urgent},
			{Title: "overdue", Due: today - 1},
			{Title: "snoozed till now", Due: today - 5, Snoozed: today},
			{Title: "snoozed before", Due: today - 5, Snoozed: today - 2},
			{Title: "snoozed on", Due: today - 5, Snoozed: today + 3},
			{Title: "tomorrow", Due: today + 1},
			{Title: "next week", Due: today + 7},
			{Title: "some day"},
			{Title: "done", Due: today, DoneAt: time.Now()},
			{Title: "trash", Due: today, TrashedAt: time.Now()},
			{Title: "hidden", Due: today, CustomerID: trashed.ID},
		} {
			x.ID, x.DueMinute, x.Kind = book.NewID(), book.NoTime, book.CallTask
			if err := tx.PutFollowUp(ctx, x); err != nil {
				return err
			}
		}
		return tx.SetTrashed(ctx, []book.ID{trashed.ID}, time.Now())
	})
	check(t, err)
	for view, want := range map[book.FollowUpView]string{
		book.ViewToday:   "[snoozed before urgent today snoozed till now]",
		book.ViewOverdue: "[overdue]",
		book.ViewWeek:    "[urgent today snoozed till now tomorrow snoozed on]",
		book.ViewAll:     "[snoozed before overdue urgent today snoozed till now tomorrow snoozed on next week some day]",
		book.ViewDone:    "[done]",
		book.ViewTrash:   "[trash]",
	} {
		rows, err := f.FollowUps(ctx, book.FollowUpQuery{View: view, Today: today})
		check(t, err)
		var got []string
		for _, r := range rows {
			got = append(got, r.Title)
			if r.Title == "today" && (r.Customer == nil || r.Customer.Name.Full != "Anna") {
				t.Error("whose is it?")
			}
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", view, got, want)
		}
	}
	n, err := f.FollowUpCounts(ctx, today)
	if want := (book.FollowUpCounts{Today: 4, Overdue: 1, Week: 5, All: 9, Done: 1}); err != nil || n != want {
		t.Errorf("%+v, want %+v, %v", n, want, err)
	}
	rows, err := f.FollowUps(ctx, book.FollowUpQuery{From: today + 1, To: today + 7})
	if err != nil || len(rows) != 2 {
		t.Error(rows, err)
	}
	if rows, err = f.FollowUps(ctx, book.FollowUpQuery{Customer: c.ID}); err != nil || len(rows) != 1 {
		t.Error(rows, err)
	}
}

func TestSettings(t *testing.T) {
	f := fresh(t)
	want := book.Settings{HomeCulture: "CN", HomeZone: "Asia/Shanghai", OwnerName: "李梅", Demo: true, DemoSeed: -7}
	op, err := f.Write(ctx, book.Operation{Kind: book.OpSettings}, func(tx book.Tx) error { return tx.PutSettings(ctx, want) })
	check(t, err)
	if got, err := f.Settings(ctx); err != nil || got != want {
		t.Fatal(got, err)
	}
	if _, _, _, err := f.Undo(ctx, op.ID, ""); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Settings(ctx); err != nil || got != (book.Settings{}) {
		t.Fatal(got, err)
	}
}
