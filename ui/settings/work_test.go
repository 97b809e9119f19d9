package settings

import (
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestWork holds that hours are kept as they are typed, that empty ones leave
// them to the country, and that what cannot be is said at the form.
func TestWork(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	p := newPresenter(env, func() {})
	wrong := ""
	set := func(in workInputs) { p.setWork(in, func(text string) { wrong = text }) }
	for _, c := range []struct {
		in   workInputs
		want book.Work
		ok   bool
	}{
		{workInputs{times: [4]string{"9:00", "17:30", "12", "13"}, usual: true, region: "BE"}, book.Work{Start: 540, End: 1050, PauseStart: 720, PauseEnd: 780}, true},
		{workInputs{times: [4]string{"9", "17"}, days: []int{5, 6}}, book.Work{Start: 540, End: 1020, Weekend: "5,6"}, true},
		{workInputs{}, book.Work{Weekend: "-"}, true},
		{workInputs{usual: true}, book.Work{}, true},
		{workInputs{times: [4]string{"17", "9"}, usual: true}, book.Work{}, false},
		{workInputs{times: [4]string{"9", "17", "8", "10"}, usual: true}, book.Work{}, false},
		{workInputs{times: [4]string{"9", "noon"}, usual: true}, book.Work{}, false},
		{workInputs{times: [4]string{"9", "25"}, usual: true}, book.Work{}, false},
	} {
		set(c.in)
		if (wrong == "") != c.ok {
			t.Errorf("%+v: %q", c.in, wrong)
		}
		if got := kept(t, env); c.ok && (got.Work != c.want || got.HomeRegion != c.in.region) {
			t.Errorf("%+v keeps %+v", c.in, got.Work)
		}
		if back, _ := workOf(workTexts(c.want)); c.ok && back != c.want {
			t.Errorf("%+v comes back as %+v", c.want, back)
		}
	}
}

// TestTargetsForm holds that hours become minutes, that a tier begins with what
// holds for everybody, and that one wrong number keeps nothing.
func TestTargetsForm(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	p := newPresenter(env, func() {})
	list := env.Settings.Targets.List()
	texts := make([][2]string, len(list))
	for i, x := range list {
		texts[i] = [2]string{hoursText(x.Reply), hoursText(x.Solve)}
	}
	bad := -2
	texts[0] = [2]string{"1,5", ""}
	p.setTargets(list, texts, func(at int) { bad = at })
	if got := kept(t, env).Targets.For(list[0].Kind, list[0].Seriousness, ""); bad != -1 || got.Reply != 90 || got.Solve != 0 {
		t.Errorf("kept %+v, wrong at %d", got, bad)
	}
	texts[1][0] = "soon"
	p.setTargets(list, texts, func(at int) { bad = at })
	if bad != 1 {
		t.Errorf("wrong at %d", bad)
	}
	env.Settings = kept(t, env)
	p.addTier(" Gold ")
	env.Settings = kept(t, env)
	if got := env.Settings.Targets.For(list[0].Kind, list[0].Seriousness, "gold"); got.Tier != "Gold" || got.Reply != 90 {
		t.Errorf("gold begins with %+v", got)
	}
	p.dropTier("Gold")
	if got := tiers(kept(t, env).Targets.List()); len(got) != 0 {
		t.Errorf("tiers %v are left", got)
	}
	p.setCauses("Packing\n\n Carrier \nPacking")
	if got := kept(t, env).Causes.List(); len(got) != 2 || got[1] != "Carrier" {
		t.Errorf("causes %v", got)
	}
}

// TestWorkLooks holds that the two cards fit a large and a small window.
func TestWorkLooks(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", "x-pseudo"} {
		for _, size := range screentest.Pages {
			env, _ := screentest.NewEnv(t, lang)
			env.Settings.Targets = env.Settings.Targets.With(book.Target{Kind: book.Complaint, Seriousness: book.GraveCase, Tier: "Gold", Reply: 30, Solve: 600})
			var v *View
			screentest.Open(t, lang, size, func() fyne.CanvasObject { v = New(env); return v.Content() })
			v.Show(screen.Route{Screen: screen.Settings})
			screentest.Holds(t, v.Content(), size)
		}
	}
}
