package worth

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View draws the cards.
type View struct {
	env    *screen.Env
	p      *Presenter
	root   *fyne.Container
	value  *kit.Card
	judged *kit.Card
	health *kit.Card
	after  func()
}

// New makes the cards with nothing shown yet. after is called when the card of
// health has other contents.
func New(env *screen.Env, after func()) *View {
	v := &View{env: env, after: after}
	v.p = NewPresenter(env, v.render)
	v.value = kit.NewCard(env.T("worth.card", nil), kit.VBox(0))
	v.judged = kit.NewCard(env.T("worth.judged", nil), kit.VBox(0))
	v.health = kit.NewCard(env.T("worth.health", nil), kit.VBox(0))
	v.root = kit.Columns(760, 0.42, v.value, v.judged)
	return v
}

// Content are the cards of value and ratings.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Health is the card for the overview.
func (v *View) Health() *kit.Card { return v.health }

// Show brings the cards to a customer.
func (v *View) Show(id book.ID, trashed bool) { v.p.Show(id, trashed) }

// Changed reads again.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave drops what is under way.
func (v *View) Leave() { v.p.Leave() }

func (v *View) canvas(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

func (v *View) render() {
	s := v.p.State()
	if !s.Loaded {
		return
	}
	box := kit.VBox(0)
	if !s.Value.Bought() {
		box.Add(kit.Inset(6, 0, kit.Wrap(v.env.T("worth.no_buyer", nil), kit.Muted)))
	} else {
		v.rows(box, v.value, s.Parts())
	}
	v.value.SetBody(box)
	v.renderRatings(s)
	health := kit.VBox(0)
	v.rows(health, v.health, s.Health())
	v.health.SetBody(health)
	v.root.Refresh()
	v.after()
}

// rowHeight is the least height of a figure on a card.
const rowHeight float32 = 42

// rows draws figures; a press opens the computation where there is one.
func (v *View) rows(box *fyne.Container, card *kit.Card, parts []Part) {
	for i, p := range parts {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		var value fyne.CanvasObject
		if p.Value != "" {
			value = kit.Text(p.Value, kit.LabelBold).Whole()
		}
		var open func()
		if p.How != "" {
			open = func() { v.explain(card, p) }
		}
		row := kit.NewRow(nil, "", p.Note, value, open)
		row.SetTitle(kit.Span{Text: p.Label, Style: kit.Label})
		if p.Care {
			row.SetSubtitleColor(kit.Saffron.Text())
		}
		row.SetMaxLines(3).SetMinHeight(rowHeight)
		box.Add(row)
	}
}

// explain opens the computation of a figure.
func (v *View) explain(card *kit.Card, p Part) {
	box := kit.VBox(10, kit.Wrap(p.How, kit.Body))
	if p.Value == "" {
		box.Add(kit.Wrap(p.Note, kit.Muted))
	}
	for _, l := range p.Lines {
		if l.Value == "" {
			continue
		}
		box.Add(kit.HBoxTop(12, kit.FixedWidth(190, kit.Wrap(l.Label, kit.Label).SetColor(kit.InkMuted)), kit.Grow(kit.Wrap(l.Value, kit.LabelBold))))
	}
	title := p.Label
	if p.Value != "" {
		title = v.env.T("worth.title", locales.V{"Label": p.Label, "Value": p.Value})
	}
	kit.NewDialog(title, box, kit.Action{Label: v.env.T("common.close", nil), Kind: kit.Primary}).Show(v.canvas(card))
}

// renderRatings draws what people think; a press rates.
func (v *View) renderRatings(s State) {
	box := kit.VBox(0)
	for i, what := range book.RatingKinds() {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		r, ok := s.Latest[what]
		note := v.env.T(locales.ID("worth.rating_"+string(what)+"_says"), nil) + " · " + v.env.T("worth.unrated", nil)
		var end fyne.CanvasObject
		if ok {
			end = kit.HBox(8, scale(r.Score), kit.Text(v.env.T("worth.rated", locales.V{"Score": r.Score}), kit.LabelBold).Whole())
			note = v.signed(r)
		}
		var open func()
		if !s.Shut || ok {
			open = func() { v.rate(what) }
		}
		row := kit.NewRow(nil, "", note, end, open)
		row.SetTitle(kit.Span{Text: v.env.T(locales.ID("worth.rating_"+string(what)), nil), Style: kit.Label})
		row.SetMaxLines(3)
		box.Add(row)
	}
	v.judged.SetBody(box)
}

// scale draws a score of five; the number stands beside it.
func scale(score int) fyne.CanvasObject {
	return kit.FixedWidth(56, kit.NewProgress(float64(score)/5))
}

// signed is the reason of a rating, when it was given and by whom.
func (v *View) signed(r book.Rating) string {
	parts := []string{r.Reason, v.p.State().Words.DateNear(r.On, v.p.State().Words.Today)}
	if r.By != "" {
		parts = append(parts, r.By)
	}
	return strings.Join(parts, " · ")
}

// scores is the greatest rating.
const scores = 5

// rate opens the dialog in which a rating is given, with those given before.
func (v *View) rate(what book.RatingKind) {
	t, s := v.env.T, v.p.State()
	id := locales.ID("worth.rating_" + string(what))
	body := kit.VBox(12, kit.Wrap(t(id+"_says", nil), kit.Muted))
	score := s.Latest[what].Score
	var digits []rune
	var labels []string
	for i := range scores {
		digits, labels = append(digits, rune('1'+i)), append(labels, strconv.Itoa(i+1))
	}
	reason := kit.NewMultiLine(t("worth.rate_reason_hint", nil), 3)
	choice := kit.NewKeyChoice(digits, func(i int) { score = i + 1 }, func(int) { v.canvas(v.judged).Focus(reason) }, labels...)
	if choice.SetSelected(score - 1); score == 0 {
		choice.SetNone()
	}
	scoreField, why := kit.NewField(t("worth.rate_score", nil), kit.HBox(0, choice, kit.Space())), kit.NewField(t("worth.rate_reason", nil), reason)
	if !s.Shut {
		body.Add(scoreField)
		body.Add(why)
	}
	var before []fyne.CanvasObject
	for _, r := range s.Ratings {
		if r.What == what {
			before = append(before, kit.HBoxTop(10, kit.FixedWidth(48, kit.Text(t("worth.rated", locales.V{"Score": r.Score}), kit.LabelBold)), kit.Grow(kit.Wrap(v.signed(r), kit.Small))))
		}
	}
	if len(before) > 0 {
		body.Add(kit.Text(t("worth.rate_before", nil), kit.LabelBold))
		body.Add(kit.VBox(6, before...))
	}
	actions := []kit.Action{{Label: t("common.close", nil), Kind: kit.Secondary}}
	var d *kit.Dialog
	if !s.Shut {
		actions[0].Label = t("common.cancel", nil)
		actions = append(actions, kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			v.p.Rate(what, score, reason.Text, func(err error) {
				if err == nil {
					d.Hide()
					return
				}
				scoreField.SetError("")
				why.SetError("")
				if score == 0 {
					scoreField.SetError(explain.Error(v.env.Printer, err))
				} else {
					why.SetError(explain.Error(v.env.Printer, err))
				}
			})
		}})
	}
	d = kit.NewDialog(t(id, nil), body, actions...)
	d.Show(v.canvas(v.judged))
	if !s.Shut {
		v.canvas(v.judged).Focus(choice)
	}
}
