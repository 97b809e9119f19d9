package ui

import (
	"context"
	gosync "sync"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sync"
	"dragoman/data/sync/share"
	"dragoman/data/sync/transport"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// share begins to exchange an opened book with the other devices, if it is a
// shared one.
func (s *Shell) share(o Opened) {
	f, ok := o.Store.(screen.BookFile)
	if !ok || o.Shared == nil {
		return
	}
	clock, dir, version, opened := s.cfg.Clock, s.cfg.ShareDir, s.cfg.Version, s.opened
	session := gosync.OnceValues(func() (*share.Session, error) {
		now, err := f.Summary(context.Background())
		if err != nil {
			return nil, err
		}
		x := share.NewSession(o.Shared, share.MemoryIn(dir, now.Mark), clock, version)
		x.Tell = func(changes ...book.Change) { s.arrived(opened, changes) }
		return x, nil
	})
	s.sharer = screen.NewSharer(func(context.Context) (*share.Session, error) { return session() }, s.cfg.Runner, clock, s.tellState)
	s.sharer.NoClock = s.settings.Demo
}

// Join implements screen.Books.
func (s *Shell) Join() {
	path, clock := s.DefaultPath(), s.cfg.Clock
	s.load(func(ctx context.Context) (Opened, error) {
		return s.create(ctx, path, book.Settings{HomeCulture: locales.SystemRegion()}, clock)
	}, func() {
		s.Go(screen.Route{Screen: screen.Settings, Tab: "safety"}.With("join", "1"))
	})
}

// arrived is called on any goroutine with what other devices changed in a book.
func (s *Shell) arrived(opened *Opened, changes []book.Change) {
	s.cfg.Runner.Post(func() {
		if s.opened == opened {
			s.came(changes)
		}
	})
}

// tellState says at the foot of the rail how backups and sharing are: what
// wants to be seen to first, else when the other devices were met.
func (s *Shell) tellState() {
	text := s.p.T("shell.local", nil)
	k, x := s.keeper, s.sharer
	switch {
	case k != nil && k.Err != nil && !k.Running && book.CodeOf(k.Err) != book.Cancelled:
		text = s.p.T("shell.backup_failed", nil)
	case x != nil && x.Part > 0:
		text = s.p.T("shell.sync_coming", locales.V{"Percent": s.p.Percent(x.Part)})
	case x.On() && x.Trouble() != nil:
		text = s.p.T(paused(x.Trouble()), nil)
	case k != nil && k.Late():
		text = s.p.T("shell.backup_late", nil)
	case k != nil && k.Running:
		text = s.p.T("shell.backing_up", nil)
	case x.On():
		text = s.met(x.State.Status, x.Running)
	}
	s.rail.SetStatus(text)
}

// paused picks the few words for why nothing is exchanged.
func paused(err error) locales.ID {
	for _, x := range []struct {
		detail string
		id     locales.ID
	}{
		{sync.Gone, "shell.sync_gone"},
		{sync.Empty, "shell.sync_empty"},
		{sync.NotYet, "shell.sync_not_yet"},
		{sync.ReadOnly, "shell.sync_read_only"},
		{sync.Full, "shell.sync_full"},
		{sync.Offline, "shell.sync_offline"},
		{sync.Denied, "shell.sync_denied"},
		{sync.Newer, "shell.sync_newer"},
		{sync.Retired, "shell.sync_retired"},
		{sync.WrongKey, "shell.sync_code"},
		{sync.NewKey, "shell.sync_code"},
		{share.NoKey, "shell.sync_code"},
		{share.NoPlace, "shell.sync_place"},
		{transport.WrongClock, "shell.sync_clock"},
	} {
		if sync.Is(err, x.detail) {
			return x.id
		}
	}
	return "shell.sync_paused"
}

// met says when the devices met, and what is still to come.
func (s *Shell) met(st sync.Status, running bool) string {
	devices := 1
	for _, d := range st.Devices {
		if !d.Retired {
			devices++
		}
	}
	at := st.LastRound.In(s.home())
	when := s.p.TimeOf(at)
	if today := calendar.DateOf(s.cfg.Clock().In(s.home())); calendar.DateOf(at) != today {
		when = s.p.DateNear(calendar.DateOf(at), today)
	}
	switch {
	case st.LastRound.IsZero() || running && st.Outgoing+st.Incoming > 0:
		return s.p.T("shell.sync_running", nil)
	case st.Incoming > 0:
		return s.p.N("shell.sync_waiting", st.Incoming, locales.V{"When": when})
	case devices == 1:
		return s.p.T("shell.sync_alone", locales.V{"When": when})
	}
	return s.p.N("shell.sync_met", devices, locales.V{"When": when})
}
