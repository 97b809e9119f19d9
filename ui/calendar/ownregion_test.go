package calendar

import (
	"context"
	"strings"
	"testing"

	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestRegionOfOwnDay holds that the form offers the regions of the country by
// name, that another code can be typed and is questioned when it is not known,
// and that what is kept is the whole code.
func TestRegionOfOwnDay(t *testing.T) {
	for _, c := range []struct{ lang, bavaria string }{{"en", "Bavaria"}, {"zh-Hans", "巴伐利亚"}} {
		t.Run(c.lang, func(t *testing.T) {
			dressed(t, c.lang)
			v, env, _ := emptied(t, c.lang, 40)
			w := show(t, v, wide)
			v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Own)}.With("new", "holiday"))
			f := v.form
			f.whose.SetSelected(1)
			f.country.SetSelected("DE")
			f.region.SetCountry("DE")
			f.name.SetText("Messe")
			f.first.Entry.SetText("2027-04-12")
			f.f.Look(f.inputs())
			if f.region.Pick.Selected() != "" || !f.region.Typed.Hidden {
				t.Error("a region is chosen at first")
			}
			f.region.Pick.SetSelected("BY")
			f.f.Look(f.inputs())
			if f.f.RegionQuestion != "" {
				t.Errorf("a region of the list is questioned: %s", f.f.RegionQuestion)
			}
			screentest.Shoot(t, w, "own-region-"+c.lang)
			f.region.Set("?")
			for typed, odd := range map[string]bool{"by": false, "DE-BY": false, "": false, "XY": true, "de-q": true} {
				f.region.Typed.SetText(typed)
				if got := f.f.RegionQuestion != "" && !f.askRegion.Hidden; got != odd {
					t.Errorf("%q: questioned %v", typed, got)
				}
			}
			f.region.Typed.SetText("xy")
			if f.region.Typed.Hidden || !strings.HasPrefix(f.f.RegionQuestion, "XY") {
				t.Errorf("asked %q", f.f.RegionQuestion)
			}
			screentest.Shoot(t, w, "own-region-typed-"+c.lang)
			w.Resize(small)
			screentest.Shoot(t, w, "own-region-typed-small-"+c.lang)
			w.Resize(wide)
			f.country.SetSelected("FR")
			f.region.SetCountry("FR")
			if f.region.Pick.Selected() != regionfield.Other {
				t.Error("a typed region went with its country")
			}
			f.country.SetSelected("DE")
			f.region.SetCountry("DE")
			f.region.Typed.SetText("by")
			f.save()
			rows := ownDays(t, env)
			if len(rows) != 1 || rows[0].Region != "DE-BY" {
				t.Fatalf("%+v %+v", rows, f.f.Errors)
			}
			if !screentest.Shown(v.root, c.bavaria) {
				t.Error("the list does not name the region")
			}
			screentest.Shoot(t, w, "own-region-list-"+c.lang)
			v.editOwn(v.p.Own[0])
			if v.form.region.Pick.Selected() != "BY" {
				t.Errorf("the form came back with %q", v.form.region.Pick.Selected())
			}
			v.form.country.SetSelected("FR")
			v.form.region.SetCountry("FR")
			if got := v.form.region.Region(); got != "" {
				t.Errorf("%s is left of another country", got)
			}
			kit.CloseTop()
			d := rows[0].OwnDay
			d.Region = "DE-XY"
			if _, _, err := env.Book.OwnDays.Save(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			v.editOwn(v.p.Own[0])
			if v.form.region.Pick.Selected() != regionfield.Other || v.form.region.Typed.Text != "XY" || v.form.f.RegionQuestion == "" {
				t.Errorf("an unknown region came back as %q %q", v.form.region.Pick.Selected(), v.form.region.Typed.Text)
			}
		})
	}
}

// TestRegionsOffered holds which regions are offered, and by which names.
func TestRegionsOffered(t *testing.T) {
	env, _ := open(t, "en", 0)
	for country, want := range map[string]string{
		"DE": "BY Bavaria", "ID": "BA Bali", "MY": "01 Johor", "FR": "6AE Alsace", "RU": "KGD Kaliningrad",
	} {
		code, name, _ := strings.Cut(want, " ")
		known := strings.Join(regionfield.Codes(env, country), " ")
		if !strings.Contains(" "+known+" ", " "+code+" ") || regionfield.Name(env.Printer, country, code) != name {
			t.Errorf("%s: %s, called %s", country, known, regionfield.Name(env.Printer, country, code))
		}
	}
	if got := regionfield.Name(env.Printer, "DE", "DE-XY"); got != "XY" {
		t.Errorf("a region without a name is %q", got)
	}
}
