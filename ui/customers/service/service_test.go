package service

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestTab holds that open cases come before closed ones, that a missed promise
// is said, and that rows and buttons lead to the screen of cases.
func TestTab(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	ctx := context.Background()
	c, _, err := env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ahmed"}})
	if err != nil {
		t.Fatal(err)
	}
	for i, ago := range []time.Duration{time.Hour, 6 * time.Hour, time.Minute} {
		x, _, err := env.Book.Cases.Save(ctx, book.Case{CustomerID: c.ID, Kind: book.Complaint, Channel: book.CallMade, Subject: "Tea", ReceivedAt: screentest.Noon.Add(-ago)})
		if err == nil && i < 2 {
			_, _, err = env.Book.Cases.Step(ctx, x.ID, book.StepAcknowledge, book.StepDetails{})
		}
		if err == nil && i < 2 {
			_, _, err = env.Book.Cases.Step(ctx, x.ID, book.StepDismiss, book.StepDetails{Reason: "None."})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rows, err := env.Book.Cases.List(ctx, book.CaseQuery{Customer: c.ID})
	if err != nil {
		t.Fatal(err)
	}
	var v *View
	size := screentest.Pages[1]
	w := screentest.Open(t, "en", size, func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(c.ID, rows, []book.Attachment{{OwnerKind: book.OfCase, OwnerID: rows[0].ID}}, false)
	if len(v.p.Open) != 1 || len(v.p.Closed) != 2 {
		t.Fatalf("%d open, %d closed", len(v.p.Open), len(v.p.Closed))
	}
	ends := v.p.Closed[0].End + " " + v.p.Closed[1].End
	if ends != "in time 4 h late" && ends != "4 h late in time" {
		t.Errorf("the closed ones end with %q", ends)
	}
	screentest.Holds(t, v.Content(), size)
	wrong := ""
	answer := func(score string) {
		v.p.Answer(Input{Measure: book.CSAT, Score: score, Text: "Slow.", Themes: "speed，price"}, func() {}, func(_, text string) { wrong = text })
	}
	for _, score := range []string{"5", "5", "2"} {
		answer(score)
	}
	if answer("6"); wrong == "" {
		t.Error("6 of 5 is kept")
	}
	v.p.loadAnswers(v.renderAnswers)
	if got := v.p.Standing(); len(v.p.Answers) != 3 || len(got) != 1 || !strings.Contains(got[0], "below") {
		t.Errorf("%d answers stand %v", len(v.p.Answers), got)
	}
	screentest.Holds(t, v.Content(), size)
	v.answerDialog()
	if !kit.ModalOpen() {
		t.Error("no form for an answer")
	}
	form := w.Canvas().Overlays().Top()
	write := func(day string) {
		t.Helper()
		screentest.Each(form, func(o fyne.CanvasObject) {
			if e, ok := o.(*kit.Entry); ok && e.Text != "" {
				if e.Size().Width < 150 {
					t.Errorf("the day has %g of room", e.Size().Width)
				}
				e.SetText(day)
			}
		})
		screentest.Tap(t, form, "Save")
	}
	write("the other day")
	if !kit.ModalOpen() || !screentest.Shown(form, "That is no day") {
		t.Errorf("a day that is none: %q", screentest.Texts(form))
	}
	kit.CloseTop()
	if got := strings.Join(v.p.Themes, " "); got != "price speed" && got != "speed price" {
		t.Errorf("the themes that are offered: %q", got)
	}
	v.showAnswer(v.p.Answers[0])
	if !kit.ModalOpen() {
		t.Error("an answer is not shown")
	}
	kit.CloseTop()
	before := len(v.p.Answers)
	v.p.Remove(v.p.Answers[0].ID, func() { v.p.loadAnswers(v.renderAnswers) })
	if len(v.p.Answers) != before-1 {
		t.Error("an answer is not removed")
	}
	if _, _, err := env.Book.History.Undo(ctx, sh.Ops[len(sh.Ops)-1].ID); err != nil {
		t.Fatal(err)
	}
	if v.p.loadAnswers(v.renderAnswers); len(v.p.Answers) != before {
		t.Error("undo does not bring an answer back")
	}
	v.askQuestion(book.NPS)
	if told := sh.Told[len(sh.Told)-1]; len(w.Canvas().Overlays().List()) > 0 || told != "They may not be asked · Surveys: no consent recorded" {
		t.Errorf("asked without consent: %q, %v", told, sh.Opened)
	}
	if _, _, err := env.Book.Consents.Record(ctx, book.Consent{CustomerID: c.ID, Purpose: book.Surveys, State: book.Granted, Source: book.InPerson}); err != nil {
		t.Fatal(err)
	}
	v.askQuestion(book.NPS)
	top := w.Canvas().Overlays().Top()
	if top == nil || !screentest.Shown(top, "not yet reviewed by a native reader") {
		t.Fatal("with consent the question is not shown")
	}
	screentest.Tap(t, top, "Copy")
	if len(sh.Opened) != 1 || !strings.HasPrefix(sh.Opened[0], "copy ") || !strings.Contains(sh.Opened[0], "10") {
		t.Errorf("with consent the question is not copied: %v", sh.Opened)
	}
	kit.CloseTop()
	screentest.Tap(t, v.Content(), "New request")
	v.p.Go(v.p.Open[0].ID)
	if len(sh.Gone) != 2 || sh.Gone[0].Arg("new") != "request" || sh.Gone[1].Screen != screen.Service || sh.Gone[1].Arg("customer") != string(c.ID) {
		t.Errorf("they lead to %v", sh.Gone)
	}
}

// The question is shown in the language of the customer, from the right where
// that is written so, and holds in a small window.
func TestQuestionsAreShownInTheirLanguage(t *testing.T) {
	for _, x := range []struct{ lang, tag, in string }{{"en", "ar", "Arabic"}, {"zh-Hans", "th", "泰语"}, {"en", "sw", "English"}, {"zh-Hans", "ar", "阿拉伯语"}, {"en", "vi", "Vietnamese"}} {
		for _, mode := range []kit.Mode{kit.Light, kit.Dark} {
			env, _ := screentest.NewEnv(t, x.lang)
			c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Kind: book.Person, Name: book.Name{Full: "Ana Lima"}, Languages: []book.Language{{Tag: x.tag}}})
			if err == nil {
				_, _, err = env.Book.Consents.Record(t.Context(), book.Consent{CustomerID: c.ID, Purpose: book.Surveys, State: book.Granted, Source: book.InPerson})
			}
			if err != nil {
				t.Fatal(err)
			}
			var v *View
			w := screentest.Open(t, x.lang, screentest.Pages[1], func() fyne.CanvasObject { v = New(env); return v.Content() })
			fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(mode, 1))
			v.Show(c.ID, nil, nil, false)
			for _, m := range book.SurveyMeasures() {
				v.askQuestion(m)
				top := w.Canvas().Overlays().Top()
				if top == nil || !screentest.Shown(top, x.in) {
					t.Fatalf("%s: the question is not shown in %s", x.tag, x.in)
				}
				screentest.Shoot(t, w, fmt.Sprintf("question-%s-%s-%s-%v", m, x.tag, x.lang, mode))
				kit.CloseTop()
			}
		}
	}
}
