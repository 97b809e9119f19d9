package kit

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func sameImage(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// shown is the text of a widget from left to right, top to bottom.
func shown(w fyne.Widget) []string {
	var lines []string
	last := float32(math.Inf(-1))
	for _, o := range test.WidgetRenderer(w).Objects() {
		t := o.(*canvas.Text)
		if t.Position().Y > last+6 {
			lines = append(lines, "")
			last = t.Position().Y
		}
		lines[len(lines)-1] += t.Text
	}
	return lines
}

// visual is the order in which a line's characters stand, left to right; the
// letters of a right-to-left word are turned round, as the shaper does.
func visual(s string) string {
	runes := []rune(s)
	var out []rune
	for _, run := range visualRuns(levels(runes, baseLevel(runes))) {
		part := append([]rune(nil), runes[run.start:run.end]...)
		if run.level%2 == 1 {
			for a, b := 0, len(part)-1; a < b; a, b = a+1, b-1 {
				part[a], part[b] = part[b], part[a]
			}
		}
		out = append(out, part...)
	}
	return string(out)
}

func TestVisualOrder(t *testing.T) {
	for _, c := range []struct{ logical, visual string }{
		{"Ahmed", "Ahmed"},
		{"אבג", "גבא"},
		{"אבג Ahmed · Riyadh", "גבא Ahmed · Riyadh"},
		{"to אבג דהו now", "to והד גבא now"},
		{"אבג 12 Ahmed", "12 גבא Ahmed"},
		{"room 12 (אבג) a", "room 12 (גבא) a"},
		{"אבג 1,234 דהו", "והד 1,234 גבא"},
		{"a \u2067אבג 12\u2069 b", "a \u206712 גבא\u2069 b"},
		{"x \u2068אבג\u2069, 15%", "x \u2068גבא\u2069, 15%"},
		{"شراء", "ءارش"},
	} {
		if got := visual(c.logical); got != c.visual {
			t.Errorf("%q stands as %q, want %q", c.logical, got, c.visual)
		}
	}
}

func TestLineKeepsLogicalText(t *testing.T) {
	l := Text("أحمد الراشد Ahmed Al-Rashid · Riyadh", Body)
	show(t, l, 600, 40)
	if l.Text() != "أحمد الراشد Ahmed Al-Rashid · Riyadh" {
		t.Errorf("copied as %q", l.Text())
	}
	got := strings.Join(shown(l), "")
	if got != "الراشد أحمد Ahmed Al-Rashid · Riyadh" {
		t.Errorf("drawn as %q", got)
	}
}

// A paragraph that is in Arabic stands from right to left with a Latin name in
// it; a line that has Arabic in it does not.
func TestALanguageFromTheRightOrdersItsSentences(t *testing.T) {
	const text = "باسم Lin Tea نتمنى لكم الصحة."
	for _, x := range []struct{ name, lang, text, want string }{
		{"nothing is said", "", text, "باسم Lin Tea الصحة لكم نتمنى."},
		{"English", "en", text, "باسم Lin Tea الصحة لكم نتمنى."},
		{"Arabic", "ar", text, ".الصحة لكم نتمنى Lin Tea باسم"},
		{"Arabic of Egypt", "ar-EG", text, ".الصحة لكم نتمنى Lin Tea باسم"},
		{"a comma after a name", "ar", "السيدة Lin،", "،Lin السيدة"},
		{"no letter from the right", "ar", "Lin, Lin Tea", "Lin, Lin Tea"},
	} {
		p := Wrap(x.text, Body).In(x.lang)
		show(t, p, 900, 40)
		if got := strings.Join(shown(p), ""); got != x.want {
			t.Errorf("%s: drawn as %q, want %q", x.name, got, x.want)
		}
		if p.Text() != x.text {
			t.Errorf("%s: copied as %q", x.name, p.Text())
		}
		left := float32(900)
		for _, o := range test.WidgetRenderer(p).Objects() {
			left = min(left, o.Position().X)
		}
		if (left > 300) != FromRight(x.lang) {
			t.Errorf("%s: it begins at %v", x.name, left)
		}
	}
}

// What was said in Arabic may be noted in another language: then the row stays as
// it is, also when it showed something else before.
func TestARowOfWhatSomebodyWrote(t *testing.T) {
	r := NewRow(nil, "Call", "", nil, nil)
	show(t, r, 900, 60)
	for _, x := range []struct {
		text, lang string
		right      bool
	}{
		{"باسم Lin Tea نتمنى لكم الصحة.", "ar", true},
		{"这一季不订货", "ar", false},
		{"باسم Lin Tea نتمنى لكم الصحة.", "", false},
		{"باسم Lin Tea نتمنى لكم الصحة.", "ar-AE", true},
		{"Nothing this season, says مريم", "ar", false},
	} {
		r.SetSubtitleIn(x.text, x.lang)
		left := float32(900)
		for _, o := range test.WidgetRenderer(r.subtitle).Objects() {
			left = min(left, o.Position().X)
		}
		if (left > 300) != x.right {
			t.Errorf("%q in %q begins at %v", x.text, x.lang, left)
		}
	}
}

func TestEllipsis(t *testing.T) {
	l := Text("Freifrau Annegret-Charlotte von und zu Musterhausen 客户关系管理", Body)
	w := show(t, HBox(0, l), 200, 40)
	got := strings.Join(shown(l), "")
	if !strings.HasSuffix(got, "…") || !strings.HasPrefix(got, "Freifrau") {
		t.Errorf("cut to %q", got)
	}
	for _, width := range []float32{1, 20, 60, 121, 200, 333} {
		l.Resize(fyne.NewSize(width, 20))
		var right float32
		for _, o := range test.WidgetRenderer(l).Objects() {
			right = max(right, o.Position().X+o.Size().Width)
		}
		if right > width+1 && width > 20 {
			t.Errorf("at %v the text reaches to %v", width, right)
		}
	}
	w.Resize(fyne.NewSize(900, 40))
	if got := strings.Join(shown(l), ""); strings.Contains(got, "…") {
		t.Errorf("with room enough still %q", got)
	}
}

func TestWrapKinsoku(t *testing.T) {
	texts := []string{
		"（东京）本季度的订单将于下周一发出，请您在收到“发货通知”后两个工作日内确认；如有问题，请随时与我们联系。",
		"名刺は両手で受け取り、よく読んで、打ち合わせの間はテーブルの上に置いておきましょう。「ありがとうございます」と言います。",
		"Shipping to Osaka 大阪 within 15 days, 100% sure. Supercalifragilisticexpialidocious words are cut, others are not.",
		"one\n\ntwo 三\n",
		"한국어는 낱말 사이에서 줄을 바꿉니다. 김민수 부장님께 안부를 전해 주세요.",
	}
	for _, text := range texts {
		p := Wrap(text, Body)
		show(t, p, 100, 600)
		for width := float32(40); width < 400; width += 7 {
			p.Resize(fyne.NewSize(width, 600))
			checkLines(t, p, text, width)
		}
	}
}

func checkLines(t *testing.T, p *Paragraph, text string, width float32) {
	t.Helper()
	var joined strings.Builder
	runes := []rune(text)
	for i, ln := range p.layout(width) {
		part := runes[ln.start:ln.end]
		joined.WriteString(string(part))
		if len(part) == 0 {
			continue
		}
		if ps := p.flow.pieces(ln.start, ln.end); widthOf(ps) > width+2 && len(part) > 3 {
			t.Errorf("at %v the line %q is %v wide", width, string(part), widthOf(ps))
		}
		if i > 0 && noStart[part[0]] && isWide(part[0]) && width > 60 {
			t.Errorf("at %v a line begins with %q", width, string(part))
		}
		if noEnd[part[len(part)-1]] && isWide(part[len(part)-1]) && width > 60 && ln.end < len(runes) {
			t.Errorf("at %v a line ends with %q", width, string(part))
		}
	}
	drop := strings.NewReplacer(" ", "", "\n", "")
	if got := drop.Replace(joined.String()); got != drop.Replace(text) {
		t.Errorf("at %v text was lost: %q", width, got)
	}
}

func TestWrapKeepsWords(t *testing.T) {
	p := Wrap("Take it with both hands and read it", Body)
	show(t, p, 120, 200)
	for _, line := range shown(p) {
		for _, word := range strings.Fields(line) {
			if !strings.Contains(" Take it with both hands and read it ", " "+word+" ") {
				t.Errorf("a word was cut: %q", word)
			}
		}
	}
}

func TestWrapIsLinear(t *testing.T) {
	p := Wrap("", Body)
	show(t, p, 600, 400)
	long := strings.Repeat("Notes 关于客户的记录，很长。", 1000)
	start := time.Now()
	p.SetText(long)
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("%d characters took %v", len([]rune(long)), d)
	}
	if n := len(p.layout(600)); n < 200 {
		t.Errorf("only %d lines", n)
	}
}

func TestMaxLines(t *testing.T) {
	p := Wrap(strings.Repeat("many words ", 40), Body).SetMaxLines(2)
	show(t, p, 200, 200)
	lines := shown(p)
	if len(lines) != 2 || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("%q", lines)
	}
}

// A number stays with what it counts.
func TestNumbersStayWithTheirCounters(t *testing.T) {
	text := "预计2027年1月10日，16小时以内"
	for width := float32(60); width < 260; width += 7 {
		p := Wrap(text, Body)
		show(t, p, width, 300)
		for _, line := range shown(p) {
			for _, bad := range []string{"年", "月", "日", "小"} {
				if strings.HasPrefix(line, bad) {
					t.Errorf("at %v a line begins with %q: %q", width, bad, shown(p))
				}
			}
		}
	}
}

// The last line that is shown never runs into the next paragraph, and says that
// more follows.
func TestMaxLinesOfParagraphs(t *testing.T) {
	for text, want := range map[string][]string{
		"one\n\nthree\nfour\n\nsix": {"one", "three…"},
		"one\ntwo":                  {"one", "two"},
		"one\ntwo\n\n":              {"one", "two", "…"},
		"one two \n":                {"one two"},
		"":                          nil,
	} {
		p := Wrap(text, Body).SetMaxLines(3)
		show(t, p, 300, 200)
		if got := shown(p); !slices.Equal(got, want) {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func TestOneBaselineForFourScripts(t *testing.T) {
	show(t, Text("", Body), 100, 100)
	_, latin := measure("Hello", 14, false, nil)
	for _, s := range []string{"客户关系", "こんにちは", "안녕하세요", "Tiếng Việt", "Ω Ж ✓ ★ →"} {
		size, base := measure(s, 14, false, nil)
		if base != latin {
			t.Errorf("%s stands at %v, Latin at %v", s, base, latin)
		}
		if size.Width < 14 {
			t.Errorf("%s has no width", s)
		}
	}
	if _, jp := measure("直", 14, false, japanese); jp != latin {
		t.Errorf("the Japanese face stands at %v, Latin at %v", jp, latin)
	}
}

func TestFacesHoldOurCharacters(t *testing.T) {
	have := faceCoverage(regularFont.StaticContent)
	for _, r := range "客户跟进节日问候簿國語體龍谷東京漢字한국어ひらがなカタカナ，。「」…—·✓★→←↑↓±×€₩₫“”‘’①" {
		if r >= 0x2000 && !have[r] {
			t.Errorf("%c (%U) is missing", r, r)
		}
	}
	if !japaneseHas('直') || japaneseHas('一') {
		t.Error("the Japanese face should hold what differs and nothing else")
	}
	if FontFor("ja") == nil || FontFor("ja-JP") == nil || FontFor("zh-Hans") != nil || FontFor("jav") != nil {
		t.Error("FontFor is wrong about a language")
	}
}

func TestMissing(t *testing.T) {
	show(t, Text("", Body), 10, 10)
	if m := Missing("王小明 Nguyễn Thị Ánh 김민수 たなか \u2068x\u2069 🎂"); len(m) != 0 {
		t.Errorf("said to be missing: %q", string(m))
	}
	if m := Missing("a\U000F0000\U000F0000"); string(m) != "\U000F0000" {
		t.Errorf("a private character: %q", string(m))
	}
}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	f := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*f(n.R) + 0.7152*f(n.G) + 0.0722*f(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// TestContrast holds the promise of 4.5 : 1 for text (WCAG 2.1, 1.4.3).
func TestContrast(t *testing.T) {
	for _, mode := range []Mode{Light, Dark, HighContrast} {
		th := NewTheme(mode, 1)
		pairs := [][2]Token{{Ink, Paper}, {Ink, Ground}, {Ink, Selected}, {Ink, Hover}, {InkMuted, Paper}, {InkMuted, Ground}, {InkMuted, Selected}, {InkMuted, Hover}, {OnStrong, Jade.Strong()}, {OnStrong, Cinnabar.Strong()}, {Jade.Text(), Selected}, {Jade.Text(), Hover}}
		for _, tint := range Tints() {
			pairs = append(pairs, [2]Token{tint.Text(), Paper}, [2]Token{tint.Text(), Ground}, [2]Token{tint.Text(), tint.Soft()})
		}
		for _, p := range pairs {
			if c := contrast(th.token(p[0]), th.token(p[1])); c < 4.5 {
				t.Errorf("mode %d: %s on %s has %.2f : 1", mode, p[0], p[1], c)
			}
		}
	}
}

func TestThemeSwitchRepaints(t *testing.T) {
	l := Text("Hello", Body)
	b := NewButton("Save", Primary, nil)
	p := Wrap("Some words", Muted)
	w := show(t, VBox(8, l, b, p), 300, 200)
	light := l.MinSize()
	fyne.CurrentApp().Settings().SetTheme(NewTheme(Dark, 1.5))
	text := test.WidgetRenderer(l).Objects()[0].(*canvas.Text)
	if fmt.Sprint(text.Color) != fmt.Sprint(Color(Ink)) || fmt.Sprint(Color(Ink)) != fmt.Sprint(palettes[Dark].ink) {
		t.Errorf("the line kept the colour %v", text.Color)
	}
	if l.MinSize().Height <= light.Height {
		t.Error("the line kept its size")
	}
	w.Canvas().Capture()
}

func TestEveryIconDraws(t *testing.T) {
	show(t, Text("", Body), 10, 10)
	for _, n := range []IconName{IconToday, IconPeople, IconGift, IconMoon, IconSearch, IconChevronDown, IconExternal, IconBook} {
		if iconResource(n, color.Black) == nil {
			t.Errorf("no icon %s", n)
		}
	}
}

func TestColumnsStack(t *testing.T) {
	left, right := Wrap(strings.Repeat("left ", 60), Body), Wrap(strings.Repeat("right ", 60), Body)
	c := Columns(800, 0.4, NewCard("L", left), NewCard("R", right))
	s := Scroll(c)
	w := show(t, s, 1000, 600)
	if c.Objects[1].Position().Y != 0 || c.Objects[1].Position().X < 500 {
		t.Errorf("wide: the right column is at %v", c.Objects[1].Position())
	}
	w.Resize(fyne.NewSize(700, 600))
	if c.Objects[1].Position().X != 0 || c.Objects[1].Position().Y < c.Objects[0].Size().Height {
		t.Errorf("narrow: the right column is at %v", c.Objects[1].Position())
	}
}

func TestScrollerFollowsItsText(t *testing.T) {
	p := Wrap("short", Body)
	card := NewCard("Title", p)
	s := Scroll(VBox(Gap, card, Text("after", Body)))
	show(t, s, 300, 400)
	before := card.Size().Height
	p.SetText(strings.Repeat("much longer ", 40))
	s.Refresh()
	if card.Size().Height <= before+40 {
		t.Errorf("the card went from %v to %v", before, card.Size().Height)
	}
	p.SetText("short")
	s.Refresh()
	if card.Size().Height != before {
		t.Errorf("the card stayed at %v, was %v", card.Size().Height, before)
	}
}

func BenchmarkWrap10000(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(NewTheme(Light, 1))
	long := strings.Repeat("Notes 关于客户的记录，很长。", 500)
	for b.Loop() {
		p := Wrap(long, Body)
		p.HeightFor(600)
	}
}

func BenchmarkLine(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(NewTheme(Light, 1))
	l := Text("", Body)
	l.Resize(fyne.NewSize(200, 20))
	test.WidgetRenderer(l)
	i := 0
	for b.Loop() {
		i++
		l.SetText(fmt.Sprint("王小明 Wang Xiaoming ", i%50))
	}
}

func BenchmarkListScroll(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(NewTheme(Light, 1))
	l := NewList(52, func() int { return 100000 }, func() fyne.CanvasObject { return NewRow(nil, "", "", nil, nil) },
		func(i int, o fyne.CanvasObject) {
			o.(*Row).SetTitleText(fmt.Sprint("row ", i))
			o.(*Row).SetSubtitleText("a line under it")
		}, nil)
	test.NewTempWindow(b, l).Resize(fyne.NewSize(600, 800))
	i := 0
	for b.Loop() {
		i += 7919
		l.ScrollTo(float32(i%99000) * 52)
	}
}

// TestTheArabicCommaStaysWithItsWord holds that it is drawn in the face of the
// word before it: no face would be found for it alone.
func TestTheArabicCommaStaysWithItsWord(t *testing.T) {
	f := newFlow([]Span{{Text: "مرحبًا مريم، شكرًا"}}, false)
	for _, p := range f.pieces(0, len(f.runes)) {
		if strings.Contains(p.text, "،") && strings.Trim(p.text, "، ") == "" {
			t.Errorf("the comma is a piece of its own: %q", p.text)
		}
	}
}

// A word that a line begins with in a sentence of Latin letters stays at the
// left, a paragraph of its own script stands at the right.
func TestSideOfALine(t *testing.T) {
	for _, x := range []struct {
		text, line string
		own        bool
	}{
		{"شركة دبي", "دبي", true},
		{"With Maryam, دبي", "دبي", false},
		{"مريم\nwith the job title", "مريم", false},
		{"السلام عليكم\nشكرا جزيلا", "شكرا جزيلا", true},
	} {
		f := newFlow([]Span{{Text: x.text, Style: Body}}, true)
		at := len([]rune(x.text[:strings.Index(x.text, x.line)]))
		if got := f.ownSide(textLine{at, at + len([]rune(x.line))}); got != x.own {
			t.Errorf("%q of %q: %v", x.line, x.text, got)
		}
	}
}

// A banner says all it has to say: in another line where one is too short.
func TestBannerWraps(t *testing.T) {
	test.NewApp()
	short, long := "Two orders have no rate.", strings.Repeat("Two orders in Thai Baht have no rate yet and are not in the sum. ", 3)
	b := NewBanner(Saffron, IconWarning, short, NewButton("Enter a rate", Secondary, nil))
	one := b.HeightFor(700)
	w := test.NewWindow(VBox(0, b))
	defer w.Close()
	w.Resize(fyne.NewSize(700, 300))
	b.Set(Saffron, IconWarning, long)
	if got := b.HeightFor(700); got <= one {
		t.Errorf("%g high with one line, %g with three", one, got)
	}
	w.Content().Refresh()
	if b.text.Size().Width < 400 || b.text.Size().Height < 2*b.text.lineHeight() {
		t.Errorf("the words have %v", b.text.Size())
	}
}

// The page begins right under the strip, also when it is laid out first: the
// strip is asked for its height at the width that it has.
func TestThePageBeginsUnderTheStrip(t *testing.T) {
	test.NewApp()
	strip := NewBanner(Saffron, IconInfo, "DEMO · everyone in this book is invented", NewButton("Reset", Quiet, nil), NewButton("Leave the demo", Quiet, nil))
	page := Pad(0, 0, 0, 0, Space())
	w := test.NewWindow(Frame(Space(), Space(), strip, page))
	defer w.Close()
	w.Resize(fyne.NewSize(1024, 700))
	if y := page.Position().Y; y != strip.HeightFor(strip.Size().Width) || y > 60 {
		t.Errorf("the page begins at %v under a strip of %v", y, strip.HeightFor(strip.Size().Width))
	}
}
