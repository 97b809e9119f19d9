package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/share"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// syncCall is one call of sync.
type syncCall struct {
	*call
	secret *secret

	label, me, user, bucket, region string
	asJSON                          bool
}

// syncBook shares a book with other devices and exchanges what changed.
func syncBook(c *call) func(context.Context, []string) error {
	c.bookFlag()
	s := &syncCall{call: c, secret: c.secretFlag()}
	c.flags.StringVar(&s.label, "label", "", "")
	c.flags.StringVar(&s.me, "me", "", "")
	c.flags.StringVar(&s.user, "user", "", "")
	c.flags.StringVar(&s.bucket, "bucket", "", "")
	c.flags.StringVar(&s.region, "region", "", "")
	c.flags.BoolVar(&s.asJSON, "json", false, "")
	return func(ctx context.Context, args []string) error {
		words := map[string]struct {
			more int
			do   func(context.Context, *share.Session, []string) error
		}{
			"init": {1, s.start}, "join": {1, s.join}, "run": {0, s.run}, "status": {0, s.status}, "leave": {0, s.leave}, "retire": {1, s.retire},
		}
		if len(args) == 0 {
			return &wrongCall{"ctl.sync_what", nil}
		}
		w, ok := words[args[0]]
		if !ok || len(args) != 1+w.more {
			return &wrongCall{"ctl.sync_what", nil}
		}
		if args[0] == "join" {
			if err := s.makeBook(ctx); err != nil {
				return err
			}
		}
		b, f, done, err := c.open(ctx, false)
		if err != nil {
			return err
		}
		defer done()
		if me := strings.TrimSpace(s.me); me != "" && args[0] == "join" {
			if err := signAs(ctx, b, me); err != nil {
				return err
			}
		}
		session, err := sessionOf(ctx, b, f)
		if err != nil {
			return err
		}
		if s.user != "" {
			session.SignIn(s.login())
		}
		return w.do(ctx, session, args[1:])
	}
}

// makeBook makes the book that is to join, when there is none yet.
func (s *syncCall) makeBook(ctx context.Context) error {
	path, err := s.bookPath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil // whoever opens it says what is wrong
	}
	f, err := sqlite.Create(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	b := book.New(f, time.Now)
	// The first operation marks the book; the settings of the shared one come
	// with it, but for who works here.
	_, err = b.SaveSettings(ctx, book.Settings{HomeZone: "UTC"})
	return errors.Join(err, f.Close())
}

// signAs keeps how the one who works on this device signs.
func signAs(ctx context.Context, b *book.Book, me string) error {
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	st.OwnerName = me
	_, err = b.SaveSettings(ctx, st)
	return err
}

// sessionOf is the sharing of an open book.
func sessionOf(ctx context.Context, b *book.Book, f *sqlite.File) (*share.Session, error) {
	sum, err := f.Summary(ctx)
	if err != nil {
		return nil, err
	}
	m, err := share.MemoryOf(sum.Mark)
	if err != nil {
		return nil, err
	}
	return &share.Session{
		Store: sync.StoreOf(f.Share, f.LookShared), Memory: m, Now: b.Now,
		Start: func(ctx context.Context, o sync.Options, label string) (share.Engine, error) {
			return sync.Start(ctx, o, label)
		},
		Join: func(ctx context.Context, o sync.Options, label string) (share.Engine, error) {
			return sync.Join(ctx, o, label)
		},
		Open: func(ctx context.Context, o sync.Options, _ string) (share.Engine, error) { return sync.Open(ctx, o) },
	}, nil
}

// login is what a server asks for: a name by --user, the password from the
// environment.
func (s *syncCall) login() keys.Login {
	return keys.Login{User: s.user, Password: os.Getenv("DRAGOMAN_SYNC_PASSWORD")}
}

// setup says where and with which key.
func (s *syncCall) setup(where string, code keys.Secret) (u share.Setup, err error) {
	if strings.TrimSpace(s.label) == "" {
		return u, &wrongCall{"ctl.sync_label", nil}
	}
	u = share.Setup{Label: strings.TrimSpace(s.label), Secret: code, Login: s.login()}
	switch {
	case s.bucket != "":
		u.Place = share.Place{Kind: share.S3, Address: where, Bucket: s.bucket, Region: s.region}
	case strings.HasPrefix(where, "https://"), strings.HasPrefix(where, "http://"):
		u.Place = share.Place{Kind: share.WebDAV, Address: where}
	default:
		dir, err := filepath.Abs(where)
		if err != nil {
			return u, err
		}
		u.Place = share.Place{Kind: share.Folder, Dir: dir}
	}
	return u, nil
}

// code returns the recovery code that is given, or asks for it.
func (s *syncCall) code() (keys.Secret, error) {
	text, err := s.secret.given()
	if err == nil && text == "" {
		text, err = s.secret.ask(false)
	}
	if err != nil {
		return keys.Secret{}, err
	}
	return keys.Parse(text)
}

// start shares a book and shows the recovery code.
func (s *syncCall) start(ctx context.Context, session *share.Session, args []string) error {
	text, err := s.secret.given()
	if err != nil {
		return err
	}
	code := keys.New()
	if text != "" {
		if code, err = keys.Parse(text); err != nil {
			return err
		}
	}
	u, err := s.setup(args[0], code)
	if err != nil {
		return err
	}
	kept, err := session.Share(ctx, u)
	if err != nil {
		return err
	}
	if s.asJSON {
		st, err := session.State(ctx)
		return errors.Join(err, s.writeJSON(map[string]any{"workspace": st.Status.Workspace, "code": code.Code()}))
	}
	s.say("ctl.sync_started", locales.V{"Place": args[0], "Code": code.Code()})
	if !kept {
		s.say("ctl.sync_not_kept", nil)
	}
	return nil
}

// progressOf shows on a terminal how much of a whole book has come, until what it
// returns is called.
func (s *syncCall) progressOf(session *share.Session) (clear func()) {
	step, clear := s.progress("ctl.sync_progress")
	session.Step = func(done, total int) { step(100 * done / max(total, 1)) }
	return clear
}

// join takes part in what is shared.
func (s *syncCall) join(ctx context.Context, session *share.Session, args []string) error {
	code, err := s.code()
	if err != nil {
		return err
	}
	u, err := s.setup(args[0], code)
	if err != nil {
		return err
	}
	clear := s.progressOf(session)
	kept, err := session.Take(ctx, u)
	clear()
	if err != nil {
		return s.stopped(ctx, session, err)
	}
	s.say("ctl.sync_joined", nil)
	if !kept {
		s.say("ctl.sync_not_kept", nil)
	}
	if s.asJSON {
		st, err := session.State(ctx)
		return errors.Join(err, s.writeJSON(st.Status))
	}
	return nil
}

// knowing runs do, with the recovery code when there is no keyring that has it.
// The code is tried with an exchange, which is returned.
func (s *syncCall) knowing(ctx context.Context, session *share.Session, do func() error) (tried sync.Report, err error) {
	err = do()
	if !sync.Is(err, share.NoKey) && !sync.Is(err, sync.NewKey) && !sync.Is(err, sync.WrongKey) {
		return tried, err
	}
	if text, given := s.secret.given(); given != nil || text == "" {
		return tried, errors.Join(err, given)
	}
	code, err := s.code()
	if err != nil {
		return tried, err
	}
	// That the place is away for now says nothing against the code.
	tried, err = session.Enter(ctx, code)
	if sync.Is(err, sync.WrongKey) || sync.Is(err, sync.NewKey) || sync.Is(err, sync.OtherBook) {
		return tried, err
	}
	return tried, do()
}

// ran is what run prints as JSON.
type ran struct {
	Sent      int         `json:"sent"`
	Received  int         `json:"received"`
	Conflicts int         `json:"conflicts"`
	Files     int         `json:"files"`
	Repaired  int         `json:"repaired"`
	Status    sync.Status `json:"status"`
}

// at says of an error that is about the place where the place is.
func (s *syncCall) at(ctx context.Context, session *share.Session, err error) error {
	if !share.OfPlace(err) {
		return err
	}
	st, _ := session.State(ctx) // what is not known is not said
	if st.Place.Where() == "" {
		return err
	}
	return &notDone{"error.sync_where", locales.V{"What": explain.Error(s.p, err), "Place": st.Place.Where()}}
}

// stopped says of an exchange that was stopped in the middle what becomes of it.
func (s *syncCall) stopped(ctx context.Context, session *share.Session, err error) error {
	if book.CodeOf(err) != book.Cancelled {
		return err
	}
	st, unknown := session.State(context.WithoutCancel(ctx))
	if unknown != nil || st.Status.Workspace == "" {
		return err
	}
	return &notDone{"ctl.sync_stopped", nil}
}

// run makes one exchange.
func (s *syncCall) run(ctx context.Context, session *share.Session, _ []string) error {
	var r sync.Report
	clear := s.progressOf(session)
	tried, err := s.knowing(ctx, session, func() (err error) {
		r, err = session.Round(ctx)
		return err
	})
	clear()
	if err != nil {
		return s.stopped(ctx, session, s.at(ctx, session, err))
	}
	r.Sent, r.Received, r.Conflicts = tried.Sent+r.Sent, tried.Received+r.Received, tried.Conflicts+r.Conflicts
	r.Files, r.Repaired = tried.Files+r.Files, tried.Repaired+r.Repaired
	s.say("ctl.sync_ran", locales.V{"Sent": r.Sent, "Received": r.Received})
	if r.Status.Conflicts > 0 {
		s.say("ctl.sync_conflicts", locales.V{"Count": r.Status.Conflicts})
	}
	if s.asJSON {
		return s.writeJSON(ran{r.Sent, r.Received, r.Conflicts, r.Files, r.Repaired, r.Status})
	}
	return nil
}

// status says how sharing stands, without looking at the place. That the last
// round could not be made is said after it.
func (s *syncCall) status(ctx context.Context, session *share.Session, _ []string) error {
	var st sync.Status
	if _, err := s.knowing(ctx, session, func() error {
		x, err := session.State(ctx)
		st = x.Status
		switch {
		case err == nil && !x.Shared:
			err = sync.Fault("sync.status", sync.NotShared, nil)
		case err == nil && !x.Key:
			err = &book.Error{Op: "sync.status", Code: book.Invalid, Field: "code", Detail: share.NoKey}
		}
		return err
	}); err != nil {
		return err
	}
	paused := s.at(ctx, session, st.Paused.Err())
	if s.asJSON {
		return errors.Join(s.writeJSON(st), paused)
	}
	t, err := s.newTable("csv", "device", "label", "met", "behind", "waiting", "retired")
	if err != nil {
		return err
	}
	for _, d := range st.Devices {
		if err := t.add(string(d.ID), d.Label, d.Met, d.Behind, d.Waiting, d.Retired); err != nil {
			return err
		}
	}
	return errors.Join(t.close(), paused)
}

// leave ends the sharing on this device.
func (s *syncCall) leave(ctx context.Context, session *share.Session, _ []string) error {
	_, err := s.knowing(ctx, session, func() error { return session.Leave(ctx) })
	if err == nil {
		s.say("ctl.sync_left", nil)
	}
	return err
}

// retire no longer waits for a device.
func (s *syncCall) retire(ctx context.Context, session *share.Session, args []string) error {
	_, err := s.knowing(ctx, session, func() error {
		if err := session.Retire(ctx, sync.Replica(args[0])); err != nil {
			return err
		}
		_, err := session.Round(ctx) // the others hear of it
		return err
	})
	return err
}
