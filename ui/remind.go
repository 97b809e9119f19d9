package ui

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/followups"
	"dragoman/ui/internal/screen"
)

// remindEvery is how often the follow-ups are asked whose reminder has come.
const remindEvery = time.Minute

// remind waits for the reminders of the open book. What has come since it was
// opened is told in the window and by the system, which is given a number and
// no names: others can read its notifications (fyne#3079).
func (s *Shell) remind(since time.Time) {
	opened := s.opened
	if opened == nil {
		return
	}
	if _, inline := s.cfg.Runner.(screen.Inline); inline {
		return // a drawing and a test do not wait
	}
	s.cfg.Runner.After(remindEvery, func() {
		if s.opened != opened {
			return
		}
		now := s.book.Now()
		s.askReminders(since, now)
		s.remind(now)
	})
}

// askReminders tells what is to be reminded of between two instants.
func (s *Shell) askReminders(from, to time.Time) {
	b, home := s.book, s.home()
	s.reminders.Run(func(ctx context.Context) (int, error) {
		rows, err := b.FollowUps.List(ctx, book.FollowUpQuery{View: book.ViewAll, Limit: 10_000})
		return len(followups.Reminders(rows, from, to, home)), err
	}, func(n int, err error) {
		if err != nil {
			slog.Warn("reminders cannot be read", "err", err)
			return
		}
		if n == 0 {
			return
		}
		text := followups.ReminderText(s.p, n)
		s.say(text, s.p.T("shell.show", nil), func() { s.Go(screen.Route{Screen: screen.FollowUps}) })
		s.cfg.App.SendNotification(fyne.NewNotification(s.p.T("shell.brand", nil), text))
	})
}
