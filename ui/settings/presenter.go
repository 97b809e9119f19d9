// Package settings is the page of choices: language, look, home, where the
// book is, keys, licences. Every choice applies at once.
package settings

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/personname"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// presenter is the state of the page.
type presenter struct {
	env   *screen.Env
	save  screen.Slot[book.Operation]
	total screen.Slot[book.Facets]
	show  func()

	customers int
}

func newPresenter(env *screen.Env, show func()) *presenter {
	p := &presenter{env: env, show: show}
	p.save.Runner, p.total.Runner = env.Runner, env.Runner
	return p
}

// load counts the customers, for the line about the book.
func (p *presenter) load() {
	b := p.env.Book
	if b == nil {
		p.show()
		return
	}
	p.total.Run(func(ctx context.Context) (book.Facets, error) { return b.Customers.Facets(ctx) },
		func(f book.Facets, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.customers = f.Total
			p.show()
		})
}

// setPrefs changes a choice of this computer.
func (p *presenter) setPrefs(edit func(*prefs.Prefs)) {
	pr := p.env.Prefs.Get()
	edit(&pr)
	p.env.Prefs.Set(pr)
}

// setBook changes a choice that belongs to the book.
func (p *presenter) setBook(edit func(*book.Settings)) {
	b := p.env.Book
	if b == nil {
		return
	}
	p.save.Run(func(ctx context.Context) (book.Operation, error) {
		s, err := b.Settings(ctx)
		if err != nil {
			return book.Operation{}, err
		}
		old := s
		edit(&s)
		if s == old {
			return book.Operation{}, nil
		}
		return b.SaveSettings(ctx, s)
	}, func(op book.Operation, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		if op.ID != "" {
			p.env.Shell.Done(p.env.T("settings.kept", nil), op)
		}
	})
}

// signer is how the owner and the company stand under letters.
type signer struct{ name, company, latinName, latinCompany string }

func (p *presenter) setOwner(x signer) {
	p.setBook(func(s *book.Settings) {
		s.OwnerName, s.Company = strings.TrimSpace(x.name), strings.TrimSpace(x.company)
		s.OwnerLatin, s.CompanyLatin = strings.TrimSpace(x.latinName), strings.TrimSpace(x.latinCompany)
	})
}

// latinWanted says whether names are asked for in Latin letters too: when one is
// in others, or one was stated before.
func (x signer) latinWanted() bool {
	return x.latinName != "" || x.latinCompany != "" || !personname.ReadableIn(x.name, "en") || !personname.ReadableIn(x.company, "en")
}

func (p *presenter) setCulture(code string) {
	p.setBook(func(s *book.Settings) { s.HomeCulture = code })
}

func (p *presenter) setZone(zone string) {
	p.setBook(func(s *book.Settings) { s.HomeZone = zone })
}

// folder is where the book lies.
func (p *presenter) folder() string { return filepath.Dir(p.env.Books.Path()) }

// zones are the time zones that are offered, sorted by the cities that give them
// their usual names.
func zones(p *locales.Printer) []string {
	var out []string
	for _, z := range strings.Fields(zoneNames) {
		if _, err := time.LoadLocation(z); err == nil {
			out = append(out, z)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return p.Compare(p.Zone(a), p.Zone(b)) })
	return out
}

// zoneNames are the zones of the tz database that differ today or did in the
// last fifty years, by the city that names them.
const zoneNames = `Pacific/Honolulu America/Anchorage America/Los_Angeles America/Vancouver America/Phoenix America/Denver
America/Chicago America/Mexico_City America/Monterrey America/Toronto America/New_York America/Bogota America/Lima
America/Caracas America/Halifax America/Santiago America/Sao_Paulo America/Recife America/Argentina/Buenos_Aires
Atlantic/Azores Europe/London Europe/Dublin Europe/Lisbon Africa/Casablanca Africa/Lagos Africa/Accra Africa/Algiers
Europe/Madrid Europe/Paris Europe/Brussels Europe/Amsterdam Europe/Berlin Europe/Zurich Europe/Vienna Europe/Rome
Europe/Prague Europe/Warsaw Europe/Budapest Europe/Stockholm Europe/Copenhagen Europe/Oslo Europe/Athens
Europe/Bucharest Europe/Sofia Europe/Helsinki Europe/Kyiv Europe/Istanbul Europe/Moscow Africa/Cairo
Africa/Johannesburg Africa/Nairobi Africa/Addis_Ababa Asia/Jerusalem Asia/Amman Asia/Beirut Asia/Baghdad Asia/Riyadh
Asia/Kuwait Asia/Qatar Asia/Tehran Asia/Dubai Asia/Muscat Asia/Baku Asia/Tbilisi Asia/Yerevan Asia/Kabul Asia/Karachi
Asia/Tashkent Asia/Yekaterinburg Asia/Almaty Asia/Kolkata Asia/Colombo Asia/Kathmandu Asia/Dhaka Asia/Yangon
Asia/Bangkok Asia/Ho_Chi_Minh Asia/Jakarta Asia/Makassar Asia/Shanghai Asia/Urumqi Asia/Hong_Kong Asia/Macau
Asia/Taipei Asia/Singapore Asia/Kuala_Lumpur Asia/Manila Asia/Ulaanbaatar Australia/Perth Asia/Tokyo Asia/Seoul
Asia/Pyongyang Australia/Adelaide Australia/Brisbane Australia/Sydney Australia/Melbourne Asia/Vladivostok
Pacific/Auckland Pacific/Fiji UTC`
