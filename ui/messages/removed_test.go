package messages

import (
	"context"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// queue is a Runner whose jobs are run by the test.
type queue struct{ work []func() }

func (q *queue) Run(work func(context.Context) func()) func() {
	q.work = append(q.work, func() { work(context.Background())() })
	return func() {}
}
func (q *queue) After(time.Duration, func()) func() { return func() {} }
func (q *queue) Post(f func())                      { f() }

func (q *queue) flush() {
	for len(q.work) > 0 {
		w := q.work[0]
		q.work = q.work[1:]
		w()
	}
}

// A list of letters that is being read again when it is removed does not come
// back after the list of all was shown, and one that is removed elsewhere, as by
// an undo, leads there.
func TestARemovedListIsNotShown(t *testing.T) {
	v, env, sh := filled(t, "en")
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day = "country:CN", "Spring tea", calendar.DateOf(screentest.Noon)+9
	})
	at := screen.Route{Screen: screen.Messages, ID: string(v.p.Open.ID)}
	q := &queue{}
	env.Runner = q
	p := NewPresenter(env, func() {})
	p.Show(at)
	q.flush()
	if p.Open == nil {
		t.Fatal("it is not shown")
	}
	p.Changed([]book.Change{{Entity: book.EntityCampaign}})
	p.Show(screen.Route{Screen: screen.Messages})
	q.flush()
	if p.Open != nil || !p.Loaded {
		t.Error("what was left is shown again")
	}
	p.Show(at)
	q.flush()
	if _, err := env.Book.Campaigns.Trash(context.Background(), p.Open.ID); err != nil {
		t.Fatal(err)
	}
	sh.Replaced = nil
	p.Changed([]book.Change{{Entity: book.EntityCampaign}})
	q.flush()
	if len(sh.Replaced) != 1 || sh.Replaced[0].ID != "" || p.Open != nil || len(sh.Failed) > 0 {
		t.Errorf("led to %+v, %v", sh.Replaced, sh.Failed)
	}
	p.Show(at) // by going back
	q.flush()
	if p.Open != nil || len(sh.Failed) > 0 {
		t.Error("a removed one is shown")
	}
}

// Who came is said of an event that has begun, not of one to come.
func TestWhoCameIsSaidAfterwards(t *testing.T) {
	_, env, _ := filled(t, "en")
	x := book.CampaignRow{Campaign: book.Campaign{Kind: book.EventCampaign, Day: calendar.DateOf(screentest.Noon) + 9, Minute: book.NoTime}, Coming: 4}
	none := env.N("messages.event_came", 0, nil)
	if got := progress(env, x); strings.Contains(got, none) {
		t.Errorf("to come: %q", got)
	}
	x.Day -= 20
	if got := progress(env, x); !strings.HasSuffix(got, none) {
		t.Errorf("over: %q", got)
	}
}
