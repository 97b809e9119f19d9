package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestChoicesThatBeginWithTheFilterComeFirst(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Light, 1))
	var options []Option
	for _, name := range []string{"Algeria", "Côte d'Ivoire", "Germany", "Niger", "Nigeria", "Türkiye", "Vietnam", "中国", "日本"} {
		options = append(options, Option{Value: name, Label: name})
	}
	s := NewSelect("", options, nil)
	test.NewTempWindow(t, s)
	s.openList()
	for filter, want := range map[string]string{
		"ger": "Germany Algeria Niger Nigeria", "Niger": "Niger Nigeria", "cote": "Côte d'Ivoire", "tur": "Türkiye",
		" 中 ": "中国", "x": "", "d'i cote": "Côte d'Ivoire",
	} {
		s.narrow(filter)
		var got []string
		for _, o := range s.shown {
			got = append(got, o.Label)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %q, want %q", filter, got, want)
		}
	}
}

// A choice is found by how it sounds, as customers are: by pinyin with or
// without spaces, by the first letters, and by how a further name of it sounds.
func TestChoicesAreFoundByTheirSound(t *testing.T) {
	test.NewTempApp(t)
	var options []Option
	for _, name := range []string{"阿尔及利亚", "德国", "尼日尔", "日本", "印度", "越南", "重庆", "Deutsche", "Spring Festival"} {
		options = append(options, Option{Value: name, Label: name})
	}
	options[8].Search = "Tết\n春节"
	s := NewSelect("", options, nil)
	test.NewTempWindow(t, s)
	s.openList()
	defer CloseTop()
	for filter, want := range map[string]string{
		"deguo": "德国", "de guo": "德国", "dg": "德国", "DE": "Deutsche 德国", "riben": "日本", "er": "阿尔及利亚 尼日尔",
		"chongqing": "重庆", "zhongqing": "重庆", "chunjie": "Spring Festival", "tet": "Spring Festival", "guode": "",
	} {
		s.narrow(filter)
		var got []string
		for _, o := range s.shown {
			got = append(got, o.Label)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %q, want %q", filter, got, want)
		}
	}
	s.SetOptions([]Option{{Value: "fr", Label: "法国"}})
	if s.narrow("faguo"); len(s.shown) != 1 {
		t.Error("a choice that came later is not found")
	}
}

// The list is as high as what the filter leaves of it.
func TestListIsAsHighAsItsChoices(t *testing.T) {
	test.NewApp()
	var options []Option
	for _, name := range []string{"Argentina", "Brazil", "Chile", "Denmark", "Egypt", "France", "Germany", "Hungary", "India", "Japan"} {
		options = append(options, Option{Value: name, Label: name})
	}
	s := NewSelect("", options, nil)
	w := test.NewWindow(container.NewVBox(s))
	defer w.Close()
	w.Resize(fyne.NewSize(400, 700))
	s.openList()
	defer CloseTop()
	all := s.list.frame.Size().Height
	s.filter.SetText("germ")
	if one := s.list.frame.Size().Height; one > all-8*ceil(Scaled(32))+1 {
		t.Errorf("%v high with one choice, %v with ten", one, all)
	}
}

func TestAListWithoutAMatchSaysSo(t *testing.T) {
	SetNothing("Nothing matches.")
	t.Cleanup(func() { SetNothing("") })
	var opts []Option
	for i := range 12 {
		opts = append(opts, Option{Value: fmt.Sprint(i), Label: fmt.Sprint("Choice ", i)})
	}
	s := NewSelect("Choose", opts, nil)
	w := show(t, s, 400, 600)
	s.openList()
	filter := w.Canvas().Focused().(*Entry)
	filter.SetText("moon")
	if !s.none.Visible() || s.none.Text() != "Nothing matches." {
		t.Error("an empty list says nothing")
	}
	press(filter, fyne.KeyReturn) // nothing to choose
	filter.SetText("choice 3")
	if s.none.Visible() || len(s.shown) != 1 {
		t.Errorf("%d choices, still saying that there is none", len(s.shown))
	}
}
