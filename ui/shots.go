package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// Shots says what to draw: every screen in every language, look and size.
type Shots struct {
	Dir       string
	Languages []string
	Themes    []string
	Sizes     []fyne.Size
}

// settle is how long a real window gets to draw a screen whose data comes from
// beside the UI goroutine.
const settle = 700 * time.Millisecond

// shot is one picture to take.
type shot struct {
	name, lang, theme string
	size              fyne.Size
	start             bool // the start page, which has no book
}

// Draw makes the demo book anew for each language and writes a picture of
// every screen, then calls done.
func (s *Shell) Draw(o Shots, done func(error)) {
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		done(err)
		return
	}
	var all []shot
	for _, lang := range o.Languages {
		for _, theme := range o.Themes {
			for _, size := range o.Sizes {
				for _, n := range shotNames {
					all = append(all, shot{name: n, lang: lang, theme: theme, size: size, start: n == "start"})
				}
			}
		}
	}
	s.build()
	s.drawNext(o.Dir, all, shot{}, done)
}

// shotNames are the screens that are drawn, in order.
var shotNames = []string{
	"start", "today", "customers", "customers-list", "customer", "customer-timeline", "customer-followups", "customer-service", "customer-value", "customer-notes", "customer-privacy", "customer-history", "customer-edit",
	"calendar", "year", "agenda", "own-days", "holiday", "culture", "culture-guide", "culture-compare", "followups", "followup-new", "service", "service-new", "orders", "deals", "loyalty", "messages", "messages-new", "messages-event", "messages-crisis", "segments", "insights", "import", "settings", "safety", "team", "privacy",
}

// drawNext takes one picture after another, giving the window time between.
func (s *Shell) drawNext(dir string, left []shot, last shot, done func(error)) {
	if len(left) == 0 {
		done(nil)
		return
	}
	next := left[0]
	s.win.Resize(next.size)
	if next.lang != last.lang || next.theme != last.theme || next.start != last.start {
		s.prefs.Language, s.prefs.Theme, s.prefs.Place, s.prefs.Book = next.lang, next.theme, nil, ""
		s.dress()
		s.build()
		switch {
		case next.start:
			s.Leave()
		default:
			s.Demo(true)
		}
	}
	s.cfg.Runner.After(settle, func() {
		if err := s.stage(&next); err != nil {
			done(fmt.Errorf("%s: %w", next.name, err))
			return
		}
		s.cfg.Runner.After(settle, func() {
			if err := s.take(dir, next); err != nil {
				done(err)
				return
			}
			s.drawNext(dir, left[1:], next, done)
		})
	})
}

// stage goes to the place that a picture shows.
func (s *Shell) stage(x *shot) error {
	s.toasts.Clear()
	closeLayers()
	if x.start {
		s.show(screen.Route{Screen: screen.Start})
		return nil
	}
	if s.book == nil {
		return errors.New("the demo book is not open")
	}
	who := ""
	page, err := s.book.Customers.List(context.Background(), book.CustomerQuery{
		Limit: 1, Filter: book.CustomerFilter{Kind: book.Person, Countries: []string{"JP"}},
	})
	if err != nil {
		return err
	}
	if len(page.Rows) > 0 {
		who = string(page.Rows[0].ID)
	}
	p := s.prefs
	p.GuidesExplained, p.CustomerView = true, "cards"
	if x.name == "customers-list" {
		p.CustomerView = "list"
	}
	if p.CustomerView != s.prefs.CustomerView {
		delete(s.screens, screen.Customers) // it reads the choice when it is made
	}
	s.Set(p)
	customer := screen.Route{Screen: screen.Customers, ID: who}
	routes := map[string]screen.Route{
		"today":              {Screen: screen.Today},
		"customers":          {Screen: screen.Customers},
		"customers-list":     {Screen: screen.Customers},
		"customer":           customer,
		"customer-timeline":  {Screen: screen.Customers, ID: who, Tab: "timeline"},
		"customer-followups": {Screen: screen.Customers, ID: who, Tab: "followups"},
		"customer-service":   {Screen: screen.Customers, ID: who, Tab: "service"},
		"customer-value":     {Screen: screen.Customers, ID: who, Tab: "value"},
		"customer-privacy":   {Screen: screen.Customers, ID: who, Tab: "privacy"},
		"customer-notes":     {Screen: screen.Customers, ID: who, Tab: "notes"},
		"customer-history":   {Screen: screen.Customers, ID: who, Tab: "history"},
		"customer-edit":      customer.With("edit", "1"),
		"calendar":           {Screen: screen.Calendar},
		"year":               {Screen: screen.Calendar, Tab: "year"},
		"agenda":             {Screen: screen.Calendar, Tab: "agenda"},
		"own-days":           {Screen: screen.Calendar, Tab: "own"},
		"holiday":            {Screen: screen.Calendar, ID: s.feast()},
		"culture":            {Screen: screen.Culture},
		"culture-guide":      {Screen: screen.Culture, ID: "JP", Tab: "meetings"},
		"culture-compare":    screen.Route{Screen: screen.Culture, ID: "JP", Tab: "meetings"}.With("with", "DE"),
		"followups":          {Screen: screen.FollowUps},
		"messages":           {Screen: screen.Messages},
		"messages-new":       screen.Route{Screen: screen.Messages}.With("new", "greeting"),
		"messages-event":     screen.Route{Screen: screen.Messages}.With("new", "event"),
		"messages-crisis":    screen.Route{Screen: screen.Messages}.With("new", "crisis"),
		"orders":             {Screen: screen.Sales, Tab: "orders"},
		"deals":              {Screen: screen.Sales, Tab: "deals"},
		"loyalty":            {Screen: screen.Sales, Tab: "loyalty"},
		"team":               {Screen: screen.Settings, Tab: "team"},
		"privacy":            {Screen: screen.Settings, Tab: "rights"},
		"segments":           {Screen: screen.Customers, Tab: "segments"},
		"followup-new":       screen.Route{Screen: screen.FollowUps}.With("new", "1").With("customer", who),
		"service":            {Screen: screen.Service},
		"service-new":        screen.Route{Screen: screen.Service}.With("new", "complaint").With("customer", who),
		"insights":           {Screen: screen.Insights},
		"import":             {Screen: screen.Import},
		"settings":           {Screen: screen.Settings},
		"safety":             {Screen: screen.Settings, Tab: "safety"},
	}
	s.show(routes[x.name])
	return nil
}

// feast is the holiday that is drawn: the Spring Festival, the example of the
// handbook.
func (s *Shell) feast() string {
	for _, r := range s.almanac.Rules() {
		if r.LocalName() == "春节" && r.Country == "" {
			return r.ID
		}
	}
	return ""
}

// take writes one picture.
func (s *Shell) take(dir string, x shot) (err error) {
	lang, theme := x.lang, x.theme
	name := fmt.Sprintf("%s-%s-%s-%.0fx%.0f.png", x.name, lang, theme, x.size.Width, x.size.Height)
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return png.Encode(f, s.picture(x.size))
}

// picture draws what the window shows, dialogs included, with the software
// painter: what a graphics card has drawn cannot be read back everywhere.
func (s *Shell) picture(size fyne.Size) image.Image {
	if _, inline := s.cfg.Runner.(screen.Inline); inline {
		return s.win.Canvas().Capture()
	}
	layers := append([]fyne.CanvasObject{s.frame}, s.win.Canvas().Overlays().List()...)
	var out *image.RGBA
	for _, o := range layers {
		c := software.NewTransparentCanvas()
		c.SetPadded(false)
		c.SetContent(o)
		c.Resize(size)
		img := c.Capture()
		if out == nil {
			out = image.NewRGBA(img.Bounds())
		}
		draw.Draw(out, out.Bounds(), img, image.Point{}, draw.Over)
	}
	s.win.SetContent(s.frame) // back to its own canvas
	return out
}
