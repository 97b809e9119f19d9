package service

import (
	"context"
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
	screentest.Open(t, "en", size, func() fyne.CanvasObject { v = New(env); return v.Content() })
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
		v.p.Answer(Input{Measure: book.CSAT, Score: score, Text: "Slow.", Themes: "speed，price"}, func() {}, func(text string) { wrong = text })
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
	v.p.CopyQuestion(book.NPS)
	if told := sh.Told[len(sh.Told)-1]; len(sh.Opened) > 0 || told != "Not copied, they may not be asked · Surveys: no consent recorded" {
		t.Errorf("asked without consent: %q, %v", told, sh.Opened)
	}
	if _, _, err := env.Book.Consents.Record(ctx, book.Consent{CustomerID: c.ID, Purpose: book.Surveys, State: book.Granted, Source: book.InPerson}); err != nil {
		t.Fatal(err)
	}
	v.p.CopyQuestion(book.NPS)
	if len(sh.Opened) != 1 || !strings.HasPrefix(sh.Opened[0], "copy ") {
		t.Errorf("with consent the question is not copied: %v", sh.Opened)
	}
	screentest.Tap(t, v.Content(), "New request")
	v.p.Go(v.p.Open[0].ID)
	if len(sh.Gone) != 2 || sh.Gone[0].Arg("new") != "request" || sh.Gone[1].Screen != screen.Service || sh.Gone[1].Arg("customer") != string(c.ID) {
		t.Errorf("they lead to %v", sh.Gone)
	}
}
