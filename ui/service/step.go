package service

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// StepInputs are what stands in the form of a step.
type StepInputs struct {
	Day, Time string
	Cause     string
	Remedy    string
	Changed   string
	Learnt    string
	Reason    string
	LogAs     book.InteractionKind // "" logs nothing
	LogText   string
}

// StepForm takes a case one step further. It belongs to the UI goroutine.
type StepForm struct {
	env     *screen.Env
	changed func()
	Case    book.Case
	Step    book.CaseStep
	Errors  map[string]string
	save    screen.Slot[saved]
}

// NewStepForm returns the form of a step that calls changed when what it shows
// has changed.
func NewStepForm(env *screen.Env, c book.Case, step book.CaseStep, changed func()) *StepForm {
	f := &StepForm{env: env, Case: c, Step: step, changed: changed, Errors: map[string]string{}}
	f.save.Runner = env.Runner
	return f
}

// Start returns what the fields hold at first: now, what is known of the case,
// and for a step by which the customer hears something, the way it came in as
// the contact to log.
func (f *StepForm) Start() StepInputs {
	now := f.env.Now()
	in := StepInputs{
		Day: f.env.Printer.DateWeekdayYear(calendar.DateOf(now)), Time: f.env.Printer.TimeOf(now),
		Cause: f.Case.Cause, Remedy: f.Case.Remedy, Changed: f.Case.Changed, Learnt: f.Case.Learnt,
	}
	if f.Speaks() {
		in.LogAs = f.Case.Channel
	}
	return in
}

// speaking are the steps by which the customer hears something.
var speaking = []book.CaseStep{book.StepReply, book.StepAnswer, book.StepTell, book.StepAcknowledge, book.StepConfirm}

// Speaks reports whether the customer hears something by the step.
func (f *StepForm) Speaks() bool { return slices.Contains(speaking, f.Step) }

// Explains reports whether the step is the one at which cause, remedy and what
// was changed are told.
func (f *StepForm) Explains() bool { return f.Step == book.StepSolve }

// Learns reports whether the step is one at which it is told what was learnt.
func (f *StepForm) Learns() bool {
	return f.Step == book.StepAnswer || f.Step == book.StepFinish || f.Step == book.StepSolve
}

// NeedsReason reports whether the step needs a reason.
func (f *StepForm) NeedsReason() bool { return f.Step == book.StepDismiss }

// Causes are the causes that the owner of the book works with.
func (f *StepForm) Causes() []string {
	list := f.env.Settings.Causes.List()
	if c := f.Case.Cause; c != "" && !slices.Contains(list, c) {
		list = append(list, c)
	}
	return list
}

// Take takes the step and calls done. What is wrong is named in Errors.
func (f *StepForm) Take(in StepInputs, done func(book.Case, book.Operation)) {
	clear(f.Errors)
	d := book.StepDetails{Cause: in.Cause, Remedy: in.Remedy, Changed: in.Changed, Learnt: in.Learnt, Reason: in.Reason}
	start := f.Start()
	if in.Day != start.Day || in.Time != start.Time {
		at, ok := instantOf(f.env, in.Day, in.Time, f.Case.ReceivedAt, f.Errors, "at")
		if !ok {
			f.changed()
			return
		}
		d.At = at
	}
	if in.LogAs != "" && f.Speaks() {
		text := in.LogText
		if text == "" {
			text = f.env.T("service.logged", locales.V{"Subject": f.Case.Subject})
		}
		d.Touch = &book.Interaction{Kind: in.LogAs, Direction: book.FromUs, Text: text}
		if f.Step == book.StepConfirm {
			d.Touch.Direction = book.FromThem
		}
	}
	b, id, step := f.env.Book, f.Case.ID, f.Step
	f.save.Run(func(ctx context.Context) (s saved, err error) {
		s.c, s.op, err = b.Cases.Step(ctx, id, step, d)
		return s, err
	}, func(s saved, err error) {
		if took(f.env, err, f.Errors) {
			f.changed()
			return
		}
		if err == nil {
			done(s.c, s.op)
		}
	})
}
