package settings

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/share"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
)

// sharing is the state of the card that says with whom the book is shared.
type sharing struct {
	env     *screen.Env
	x       *screen.Sharer
	asking  screen.Slot[[]answers]
	show    func()
	answers []answers // customers of whom two devices wrote the same field
	said    string    // what the last deed came to
	beside  string    // the troubles that were told when it was said
}

// answers are the fields of one customer for which there are two.
type answers struct {
	customer book.ID
	name     string
	count    int
	by       string // who wrote the newest of them
	at       time.Time
}

func newSharing(env *screen.Env, show func()) *sharing {
	s := &sharing{env: env, x: env.Sharer, show: show}
	s.asking.Runner = env.Runner
	return s
}

// load reads how sharing stands and where two answers wait.
func (s *sharing) load() {
	s.x.Load(nil)
	s.loadAnswers()
}

func (s *sharing) loadAnswers() {
	b := s.env.Book
	s.asking.Run(func(ctx context.Context) ([]answers, error) { return answersOf(ctx, b) }, func(a []answers, err error) {
		if err != nil {
			s.env.Shell.Fail(err)
			return
		}
		s.answers = a
		s.show()
	})
}

// answersOf groups the values that lost by customer, the newest first.
func answersOf(ctx context.Context, b *book.Book) (out []answers, err error) {
	vs, err := b.Customers.OtherValues(ctx, "")
	if err != nil {
		return nil, err
	}
	at := map[book.ID]int{}
	for _, v := range vs {
		if v.Customer == "" {
			continue
		}
		i, ok := at[v.Customer]
		if !ok {
			c, err := b.Customers.Get(ctx, v.Customer)
			if book.CodeOf(err) == book.NotFound {
				continue
			}
			if err != nil {
				return nil, err
			}
			i = len(out)
			at[v.Customer] = i
			out = append(out, answers{customer: v.Customer, name: c.Name.Full, by: v.By, at: v.At})
		}
		out[i].count++
	}
	return out, nil
}

// deviceLine is one device as the card shows it.
type deviceLine struct {
	id      sync.Replica
	title   string
	sub     string
	inStep  bool
	self    bool
	retired bool
	label   string
}

// ahead says how fast a clock is, from two days on in days.
func (s *sharing) ahead(by time.Duration) string {
	if days := int(by.Round(24*time.Hour) / (24 * time.Hour)); days > 1 {
		return s.env.N("sync.device_days", days, nil)
	}
	return s.env.T("sync.device_clock", locales.V{"Time": s.env.Printer.Duration(int(by.Minutes()))})
}

// longUnseen is after how long a device is offered for removal.
const longUnseen = 30 * 24 * time.Hour

// devices are this computer and the others, none before the recovery code has
// opened what is known of them.
func (s *sharing) devices() []deviceLine {
	st := s.x.State.Status
	if st.Self.ID == "" {
		return nil
	}
	self := deviceLine{id: st.Self.ID, self: true, label: st.Self.Label, title: s.env.T("sync.this_computer", locales.V{"Name": st.Self.Label})}
	switch {
	case st.LastRound.IsZero():
		self.sub = s.env.T("sync.not_met", nil)
	case st.Outgoing > 0:
		self.sub = s.env.N("sync.met_outgoing", st.Outgoing, locales.V{"When": s.when(st.LastRound)})
	default:
		self.sub = s.env.T("sync.met_nothing", locales.V{"When": s.when(st.LastRound)})
	}
	self.inStep = !st.LastRound.IsZero() && st.Outgoing == 0 && s.x.Trouble() == nil
	out := []deviceLine{self}
	for _, d := range st.Devices {
		l := deviceLine{id: d.ID, label: d.Label, title: d.Label, retired: d.Retired}
		unseen := s.x.Clock().Sub(d.Met)
		switch {
		case d.Retired:
			l.sub = s.env.T("sync.device_retired", nil)
		case d.Met.IsZero():
			l.sub = s.env.T("sync.device_new", nil)
		case unseen > longUnseen:
			l.sub = s.env.N("sync.device_unseen", int(unseen/(24*time.Hour)), nil)
		case d.Waiting > 0:
			l.sub = s.env.N("sync.device_waiting", d.Waiting, locales.V{"When": s.when(d.Met)})
		case d.Behind > 0:
			l.sub = s.env.N("sync.device_behind", d.Behind, locales.V{"When": s.when(d.Met)})
		default:
			l.sub = s.env.T("sync.device_met", locales.V{"When": s.when(d.Met)})
			l.inStep = true
		}
		if d.Ahead > 0 && !d.Retired {
			l.sub += " · " + s.ahead(d.Ahead)
		}
		out = append(out, l)
	}
	return out
}

// when writes an instant shortly: the time today, else the day and the time.
func (s *sharing) when(t time.Time) string {
	t = t.In(s.env.Home)
	p := s.env.Printer
	today := calendar.DateOf(s.x.Clock().In(s.env.Home))
	if d := calendar.DateOf(t); d != today {
		return s.env.T("sync.day_time", locales.V{"Day": p.DateNear(d, today), "Time": p.TimeOf(t)})
	}
	return p.TimeOf(t)
}

// placeWord names the place of the book shortly.
func (s *sharing) placeWord() string {
	p := s.x.State.Place
	switch {
	case p == nil:
		return s.env.T("sync.place_unknown", nil)
	case p.Kind == share.Mail:
		return s.env.T("sync.place_mail", nil)
	case p.Kind == share.Folder:
		name := filepath.Base(p.Dir)
		if v := p.Provider(); v != nil && v.Name != name {
			name = s.env.T("sync.place_in", locales.V{"Provider": v.Name, "Folder": name})
		}
		return s.env.T("sync.place_folder", locales.V{"Folder": name})
	}
	return s.env.T("sync.place_server", locales.V{"Server": hostOf(p.Address)})
}

// hostOf is the name of the server in an address.
func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// abroad is the note on privacy about a place, "" when there is nothing to say.
func (s *sharing) abroad(p share.Place) string {
	switch p.Kind {
	case share.WebDAV, share.S3:
		return s.env.T("sync.abroad_ask", locales.V{"Server": hostOf(p.Address)})
	case share.Folder:
		v := p.Provider()
		switch home := s.env.Settings.HomeCulture; {
		case v == nil || v.Country == "":
			return ""
		case len(home) >= 2 && home[:2] == v.Country:
			return ""
		default:
			return s.env.T("sync.abroad", locales.V{"Provider": v.Name, "Country": s.env.Printer.Country(v.Country)})
		}
	}
	return ""
}

// trouble says why nothing is exchanged, and what to do; "" when all is well.
func (s *sharing) trouble() string {
	if err := s.x.Trouble(); err != nil {
		where := ""
		if share.OfPlace(err) {
			where = s.x.State.Place.Where()
		}
		return explain.ErrorAt(s.env.Printer, err, where)
	}
	return ""
}

// deed says what a deed came to.
func (s *sharing) deed(said string) { s.said, s.beside = said, s.told() }

// told are the troubles and notes that the card shows.
func (s *sharing) told() string {
	return strings.Join(append(s.notes(), s.trouble()), "")
}

// lastDeed is what the last deed came to, "" once something else has come up
// that is to be told.
func (s *sharing) lastDeed() string {
	switch now := s.told(); {
	case now == "":
		s.beside = ""
	case now != s.beside:
		s.said = ""
	}
	return s.said
}

// mend is what helps against the trouble.
type mend int

// The ways to mend.
const (
	wait mend = iota
	enterCode
	choosePlace
	enterLogin
	joinAgain
)

func (s *sharing) mend() mend {
	err := s.x.Trouble()
	for detail, m := range map[string]mend{
		share.NoKey: enterCode, sync.WrongKey: enterCode, sync.NewKey: enterCode,
		share.NoPlace: choosePlace, sync.Gone: choosePlace, sync.Empty: choosePlace, sync.ReadOnly: choosePlace, sync.Full: choosePlace, sync.OtherBook: choosePlace,
		sync.Denied: enterLogin, sync.Retired: joinAgain,
	} {
		if sync.Is(err, detail) {
			return m
		}
	}
	return wait
}

// notes are sentences about what is not as usual but stops nothing.
func (s *sharing) notes() (out []string) {
	st := s.x.State.Status
	if st.Stuck > 0 {
		out = append(out, s.env.N("sync.stuck", st.Stuck, nil))
	}
	if st.SetAside > 0 {
		out = append(out, s.env.N("sync.set_aside", st.SetAside, nil))
	}
	if st.Newer() {
		out = append(out, s.env.N("sync.parked", st.Parked, nil))
	}
	for _, d := range st.Devices {
		if d.Newer && !d.Retired {
			out = append(out, s.env.T("sync.newer_device", locales.V{"Name": d.Label}))
		}
	}
	if len(st.Foreign) > 0 {
		out = append(out, s.env.N("sync.foreign", len(st.Foreign), locales.V{"Name": st.Foreign[0]}))
	}
	return out
}

// setup is what is being asked while a book is shared, or one is joined.
type setup struct {
	joining bool
	moving  bool // only the place changes
	place   share.Place
	login   keys.Login
	label   string
	me      string // how who joins signs
	parcel  string // of a join by mail
	secret  keys.Secret
}

func (s *sharing) newSetup(joining bool) *setup {
	u := &setup{joining: joining, secret: keys.New(), me: s.env.Settings.OwnerName}
	u.label = s.x.State.Status.Self.Label
	if name, err := os.Hostname(); err == nil && u.label == "" {
		u.label = name
	}
	return u
}

// inCloud is the folder that is offered inside the folder of a service. Who
// joins looks for the one that the other made.
func inCloud(c share.Cloud, joining bool) string {
	dir := filepath.Join(c.Dir, "Dragoman")
	if _, err := os.Stat(dir); err != nil && joining {
		return c.Dir
	}
	return dir
}

// try proves the place of a setup, and goes on or says what is wrong.
func (s *sharing) try(u *setup, then func(error)) {
	place, login := u.place, u.login
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (struct{}, error) {
		return struct{}{}, v.Try(ctx, place, login)
	}, func(_ struct{}, err error) { then(err) })
}

// coming says how much of the shared book is here that this one joins, "" when
// none is.
func (s *sharing) coming() string {
	switch {
	case s.x.Part > 0:
		return s.env.T("sync.joining_part", locales.V{"Percent": s.env.Printer.Percent(s.x.Part)})
	case s.x.Joining:
		return s.env.T("sync.joining", nil)
	}
	return ""
}

// begin shares the book, or joins, as a setup says.
func (s *sharing) begin(u *setup, then func(error)) {
	v, b := *u, s.env.Book
	s.x.Joining = v.joining
	screen.Do(s.x, func(ctx context.Context, x *share.Session) (bool, error) {
		o := share.Setup{Place: v.place, Login: v.login, Label: v.label, Secret: v.secret}
		if !v.joining {
			return x.Share(ctx, o)
		}
		if v.place.Kind == share.Mail {
			if err := x.Receive(ctx, v.parcel, v.secret); err != nil {
				return false, err
			}
		}
		kept, err := x.Take(ctx, o)
		if err != nil {
			return kept, err
		}
		return kept, signAs(ctx, b, v.me)
	}, func(kept bool, err error) {
		if err == nil {
			if kept {
				s.deed(s.env.T("sync.shared_now", nil))
			} else {
				s.deed(s.env.T("sync.no_keyring", nil))
			}
		}
		then(err)
		s.loadAnswers()
	})
}

// signAs keeps how the one who works here signs.
func signAs(ctx context.Context, b *book.Book, me string) error {
	st, err := b.Settings(ctx)
	if err != nil || st.OwnerName == me {
		return err
	}
	st.OwnerName = me
	_, err = b.SaveSettings(ctx, st)
	return err
}

// moveTo shares the book in another place.
func (s *sharing) moveTo(u *setup, then func(error)) {
	place, login := u.place, u.login
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (sync.Report, error) {
		if err := v.MoveTo(ctx, place, login); err != nil {
			return sync.Report{}, err
		}
		return v.Round(ctx)
	}, func(_ sync.Report, err error) { then(err) })
}

// retire removes a device; with a new key it cannot read what follows.
func (s *sharing) retire(id sync.Replica, renew bool, then func(code string)) {
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (string, error) {
		if err := v.Retire(ctx, id); err != nil || !renew {
			return "", err
		}
		secret, err := v.Renew(ctx)
		return secret.Code(), err
	}, func(code string, err error) {
		if err != nil {
			s.env.Shell.Fail(err)
			return
		}
		then(code)
	})
}

// rename calls this computer something else.
func (s *sharing) rename(label string) {
	label = strings.TrimSpace(label)
	if label == "" {
		return
	}
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (struct{}, error) { return struct{}{}, v.Rename(ctx, label) },
		func(_ struct{}, err error) {
			if err != nil {
				s.env.Shell.Fail(err)
			}
		})
}

// leave ends the sharing on this computer.
func (s *sharing) leave() {
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (struct{}, error) { return struct{}{}, v.Leave(ctx) },
		func(_ struct{}, err error) {
			if err != nil {
				s.env.Shell.Fail(err)
				return
			}
			s.deed(s.env.T("sync.left", nil))
		})
}

// pack writes a parcel, unpack takes one.
func (s *sharing) pack(path string) {
	if filepath.Ext(path) != share.ParcelExt {
		path += share.ParcelExt
	}
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (share.Packed, error) { return v.Pack(ctx, path) },
		func(p share.Packed, err error) {
			if err != nil {
				s.env.Shell.Fail(err)
				return
			}
			s.deed(s.env.N("sync.packed", p.Files, locales.V{"File": filepath.Base(path), "Size": s.env.Printer.Bytes(p.Bytes)}))
		})
}

func (s *sharing) unpack(path string) {
	screen.Do(s.x, func(ctx context.Context, v *share.Session) (sync.Report, error) { return v.Unpack(ctx, path) },
		func(r sync.Report, err error) {
			if err != nil {
				s.env.Shell.Fail(err)
				return
			}
			s.deed(s.env.N("sync.unpacked", r.Received, nil))
			s.loadAnswers()
		})
}

// codeWord says what is wrong with a code that was typed, and where.
func (s *sharing) codeWord(err error) string {
	var f *keys.Fault
	var e *book.Error
	if !errors.As(err, &f) || !errors.As(err, &e) {
		return explain.Error(s.env.Printer, err)
	}
	switch {
	case len(f.Groups) > 0:
		var list []string
		for _, g := range f.Groups {
			list = append(list, s.env.Printer.Int(int64(g)))
		}
		return s.env.N("sync.code_groups", len(list), locales.V{"Groups": s.env.Printer.List(list)})
	case len(f.Signs) > 0:
		return s.env.T("sync.code_signs", locales.V{"Sign": string(f.Signs[0])})
	case f.Have < keys.Want:
		return s.env.N("sync.code_missing", keys.Want-f.Have, nil)
	}
	return explain.Error(s.env.Printer, err)
}
