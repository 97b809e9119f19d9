package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"dragoman/data/book"
	"dragoman/data/sample"
	"dragoman/locales"
)

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

// A copy holds all that the book has about somebody, in each language; what
// names others is marked, and its words are there only when they are asked for.
func TestAccess(t *testing.T) {
	ctx := context.Background()
	b := newBook(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	add := func(c book.Customer) book.Customer {
		c, _, err := b.Customers.Save(ctx, c)
		must(err)
		return c
	}
	friend := add(book.Customer{Name: book.Name{Full: "Ingrid Solberg"}})
	c := add(book.Customer{
		Name: book.Name{Full: "王小明", Latin: "Wang Xiaoming"}, Country: "CN", Tags: []string{"fair"},
		Channels:    []book.Channel{{Kind: book.Email, Value: "wxm@example.cn"}},
		Observances: []book.Observance{{Tradition: "buddhist", Basis: "told us"}},
		Relations:   []book.Relation{{Kind: book.FamilyOf, To: friend.ID}},
	})
	for _, text := range []string{"Likes pu'er <b>tea</b>", "Ingrid Solberg owes him money"} {
		_, err := b.Notes.Add(ctx, c.ID, text)
		must(err)
	}
	_, err := b.Notes.Add(ctx, friend.ID, "thinks little of 王小明 as a driver")
	must(err)
	c.City = "Hangzhou"
	_, _, err = b.Customers.Save(ctx, c)
	must(err)
	today, err := b.Today(ctx)
	must(err)
	_, _, err = b.Petitions.Save(ctx, book.Petition{CustomerID: c.ID, Kind: book.AskAccess, Law: "pipl", Received: today}, "Answer")
	must(err)
	until := today + 400
	_, _, err = b.Consents.Record(ctx, book.Consent{CustomerID: c.ID, Purpose: book.AnyContact, State: book.Granted, On: today, Expires: until, Source: book.InPerson})
	must(err)
	for _, lang := range []string{"en", "zh-Hans"} {
		p, err := locales.New(lang, locales.Options{})
		must(err)
		expires := "<dt>" + p.T("customers.field_consent_expires", nil) + `</dt><dd dir="auto">` + p.Date(until) + "</dd>"
		for _, others := range []bool{false, true} {
			var out bytes.Buffer
			rep, err := WriteAccess(ctx, &out, b, c.ID, AccessOptions{Printer: p, Others: others})
			must(err)
			if rep.Named != 1 || rep.Mentions != 1 || !rep.Review() {
				t.Errorf("%+v", rep)
			}
			files := unzip(t, out.Bytes())
			page, data := files["access.html"], files["access.json"]
			for _, want := range []string{"王小明", "Likes pu&#39;er &lt;b&gt;tea", "wxm@example.cn", "Hangzhou", "told us", "Ingrid Solberg", p.T("rights.kind_access", nil), p.T("rights.law_pipl", nil), p.Country("CN"), expires} {
				if !strings.Contains(page, want) {
					t.Errorf("%s: the page lacks %q", lang, want)
				}
			}
			for _, id := range []string{string(c.ID), string(friend.ID)} {
				if strings.Contains(page, id) {
					t.Errorf("%s: an id stands on the page", lang)
				}
			}
			var read struct{ Rows []map[string]any }
			must(json.Unmarshal([]byte(data), &read))
			if len(read.Rows) != rep.Rows {
				t.Errorf("%d rows, want %d", len(read.Rows), rep.Rows)
			}
			if strings.Contains(files["contact.vcf"], "owes") != others || !strings.Contains(files["contact.vcf"], "wxm@example.cn") {
				t.Error(files["contact.vcf"])
			}
			for _, text := range []string{"owes him money", "as a driver"} {
				for name, f := range map[string]string{"page": page, "data": data} {
					if strings.Contains(f, text) != others {
						t.Errorf("%s with others %v: %q in the %s", lang, others, text, name)
					}
				}
			}
		}
	}
	var out bytes.Buffer
	p, err := locales.New("en", locales.Options{})
	must(err)
	_, err = WriteAccess(ctx, &out, b, c.ID, AccessOptions{Printer: p, Passphrase: "quince"})
	must(err)
	if bytes.Contains(out.Bytes(), []byte("access.html")) {
		t.Error("the names of the files can be read")
	}
	key, err := age.NewScryptIdentity("quince")
	must(err)
	r, err := age.Decrypt(bytes.NewReader(out.Bytes()), key)
	must(err)
	plain, err := io.ReadAll(r)
	must(err)
	if len(unzip(t, plain)) != 3 {
		t.Error("not the same files behind the passphrase")
	}
	if _, err := WriteAccess(ctx, io.Discard, b, "nobody", AccessOptions{Printer: p}); book.CodeOf(err) != book.NotFound {
		t.Error(err)
	}
}

// The record says what the book holds, and leaves lines for what nobody entered.
func TestRecord(t *testing.T) {
	ctx := context.Background()
	b := lived(t)
	s, err := b.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.Company = "Tea & Sons"
	if _, err := b.SaveSettings(ctx, s); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Retentions.Save(ctx, book.Retention{Years: 3, Kind: book.Person}); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "zh-Hans"} {
		p, err := locales.New(lang, locales.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := WriteRecord(ctx, &out, b, RecordOptions{Printer: p, Backups: "weekly", Encrypted: true}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Tea &amp; Sons", p.T("rights.data_observance", nil), p.T("rights.record_weekly", nil), p.T("rights.record_encrypted", nil), p.N("rights.rule_years", 3, nil), "____"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: the record lacks %q", lang, want)
			}
		}
	}
}

// Nothing on the page of a customer of the demo book is written as it is
// stored: no code, no count of minutes from midnight, no bare column.
func TestAccessIsInWords(t *testing.T) {
	ctx := context.Background()
	b := newBook(t)
	today, err := b.Today(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := sample.Fill(ctx, b, sample.Options{Customers: 30, Seed: sample.DefaultSeed, Language: "en", Today: today, Letters: true}); err != nil {
		t.Fatal(err)
	}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Limit: 60})
	if err != nil {
		t.Fatal(err)
	}
	free := map[string]bool{"customer.source": true, "channel.value": true, "survey.themes": true, "tag.tag": true, "preference.text": true, "purchase.number": true, "ledger.points": true}
	stored := regexp.MustCompile(`^([a-z]+([_.-][a-z0-9_.-]+)?|-\d+|[0-9a-f]{8}-.*)$`)
	for _, lang := range []string{"en", "zh-Hans"} {
		p, err := locales.New(lang, locales.Options{})
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]bool{}
		worded := func(prefixes []string, code string) bool { // in English some words are spelt as their code
			return slices.ContainsFunc(prefixes, func(prefix string) bool { return p.Has(locales.ID(prefix + code)) })
		}
		a := accessWriter{p: p, loc: time.UTC}
		seen := 0
		look := func(table string, values map[string]any) {
			for c, v := range values {
				text := a.value(table, c, v, values)
				if silent[c] || text == "" || free[table+"."+c] {
					continue
				}
				seen++
				if label := a.label(table, c); label == strings.ReplaceAll(c, "_", " ") && !words[table+c] {
					words[table+c] = true
					t.Errorf("%s: %s.%s has no name", lang, table, c)
				}
				if text == strings.TrimSpace(fmt.Sprint(v)) && stored.MatchString(text) && !worded(codeWords[table+"_"+c], text) && !words[table+c+"="] {
					words[table+c+"="] = true
					t.Errorf("%s: %s.%s is written %q", lang, table, c, text)
				}
			}
		}
		for _, c := range page.Rows {
			d, err := b.Customers.Dossier(ctx, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			a.names = d.Others
			a.names["tier-1"], a.names["tier-2"], a.names["tier-3"] = "Silver", "Gold", "Platinum"
			for _, r := range d.Rows {
				look(r.Table, r.Values)
				for name, parts := range r.Parts {
					for _, part := range parts {
						look(name, part)
					}
				}
			}
		}
		if seen < 1000 {
			t.Errorf("only %d values were looked at", seen)
		}
	}
}

// On paper a label stands with what it names: each pair is one block that no page
// breaks, and no heading ends one.
func TestPairsStayTogetherOnPaper(t *testing.T) {
	for name, text := range map[string]string{"access": accessText, "record": recordText, "html": pageText, "report": reportText} {
		if n := strings.Count(text, "<dt"); n == 0 || n != strings.Count(text, "<div><dt") || n != strings.Count(text, "</dd></div>") {
			t.Errorf("%s: %d labels, not all of them in a pair", name, n)
		}
		if !regexp.MustCompile(`dl > div \{[^}]*break-inside: avoid`).MatchString(text) {
			t.Errorf("%s: a page may break a pair", name)
		}
		if !regexp.MustCompile(`h2[^{]*\{[^}]*break-after: avoid|section \{[^}]*break-inside: avoid`).MatchString(text) {
			t.Errorf("%s: a page may end with a heading", name)
		}
	}
}
