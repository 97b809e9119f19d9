package culture

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/ui/internal/screen"
)

// Part is a part of the screen that is drawn anew.
type Part int

// The tabs beside the topics of a guide.
const (
	tabGlance  = ""
	tabPhrases = "phrases"
	tabScripts = "scripts"
	tabSources = "sources"
)

// searchWait is how long the search waits for the next letter.
const searchWait = 200 * time.Millisecond

// maxPeople is how many customers of a culture the guide names.
const maxPeople = 5

// Presenter holds what the screen shows and what can be done there.
type Presenter struct {
	env     *screen.Env
	markets *lib.Culture
	draw    func()

	Today calendar.Date
	Home  string // code of the owner's culture, or ""

	// Code is the market or the culture within it whose guide is open; "" is
	// the list.
	Code string
	// Tab is what of the guide is open: a topic, tabGlance, tabPhrases,
	// tabScripts or tabSources.
	Tab   string
	Other string // the culture beside it, or ""
	Guide lib.Guide
	Known bool            // there is a guide
	Open  map[string]bool // statements whose sources are shown
	At    string          // the statement that was asked for

	List    List
	People  []book.CustomerRow
	Count   int // of the customers of the open culture
	Lang    string
	Use     lib.Use // "" for every use
	Scripts Scripts

	reading screen.Slot[map[string]int]
	finding screen.Slot[[]counsel.Found]
	people  screen.Slot[people]
	picking screen.Slot[[]book.CustomerRow]
	filling screen.Slot[whom]
	loading screen.Slot[book.Lore]
	wait    screen.Delay
}

// people are the customers of a culture.
type people struct {
	rows  []book.CustomerRow
	count int
}

// NewPresenter makes the presenter; draw shows what it holds.
func NewPresenter(env *screen.Env, draw func()) *Presenter {
	p := &Presenter{env: env, markets: marketsOf(), draw: draw, Open: map[string]bool{}, Home: env.Settings.HomeCulture}
	r := env.Runner
	p.reading.Runner, p.finding.Runner, p.people.Runner = r, r, r
	p.picking.Runner, p.filling.Runner, p.loading.Runner, p.wait.Runner = r, r, r, r
	p.Scripts = Scripts{Stage: lib.Stages[0], Channel: lib.ScriptChannels[0], Formality: lib.Formalities[0], Values: map[string]string{}}
	return p
}

// marketsOf are the facts of the markets. Damaged ones are as good as none.
func marketsOf() *lib.Culture {
	c, err := lib.Default()
	if err != nil {
		slog.Error("the markets cannot be read", "err", err)
		return new(lib.Culture)
	}
	return c
}

// Show brings the screen to a route: ID is a culture, Tab what of it, "with"
// the culture beside it, "statement" one to bring into sight, "customer" for
// whom scripts are filled, "case" of what they speak.
func (p *Presenter) Show(r screen.Route) {
	p.Today = calendar.DateOf(p.env.Now())
	p.Code, p.Tab, p.Other, p.At = p.normal(r.ID), r.Tab, p.normal(r.Arg("with")), r.Arg("statement")
	p.open()
	if lang := r.Arg("lang"); lang != "" {
		p.Lang = lang
	}
	p.Scripts.take(r)
	switch id, about := book.ID(r.Arg("customer")), book.ID(r.Arg("case")); {
	case about != "":
		p.SetCase(id, about)
	case id != "":
		p.SetCustomer(id)
	}
	p.readMine()
	p.readPeople()
	p.draw()
}

// normal gives a culture that is known, else "".
func (p *Presenter) normal(code string) string {
	if code == "" {
		return ""
	}
	m, ok := p.markets.Market(code)
	if !ok {
		return ""
	}
	if _, part, within := strings.Cut(code, "-"); within {
		return m.Code + "-" + part
	}
	return m.Code
}

// open takes the guide to the culture and the language for phrases and
// scripts.
func (p *Presenter) open() {
	p.Guide, p.Known = lib.Guide{}, false
	p.People, p.Count = nil, 0
	if p.Code == "" {
		return
	}
	p.Guide, p.Known = p.env.Library.Guide(p.Code)
	p.Lang = p.languageOf(p.Code)
	if topic := lib.Topic(p.Tab); slices.Contains(lib.Topics, topic) && p.Other == "" && len(p.About(topic)) == 0 {
		p.Tab = tabGlance
	}
}

// languageOf is the first language of a market that has phrases or scripts,
// else its first.
func (p *Presenter) languageOf(code string) string {
	m, _ := p.markets.Market(code)
	for _, tag := range m.Languages {
		_, phrases := p.env.Library.Phrases(tag)
		_, scripts := p.env.Library.Scripts(tag)
		if phrases || scripts {
			return tag
		}
	}
	if len(m.Languages) > 0 {
		return m.Languages[0]
	}
	return ""
}

// Changed implements the shell's Screen.
func (p *Presenter) Changed(changes []book.Change) {
	for _, c := range changes {
		switch c.Entity {
		case book.EntityLore:
			lang := p.Lang
			p.open()
			p.Lang = lang
			p.readPeople()
			p.draw()
		case book.EntityConsent:
			if id := p.Scripts.Customer.ID; id != "" && c.Customer == id {
				p.fill(id, p.Scripts.Case.ID)
			}
		case book.EntityLoyalty:
			if id := p.Scripts.Customer.ID; id != "" && (c.Customer == id || c.Customer == "") {
				p.fill(id, p.Scripts.Case.ID)
			}
		case book.EntityCustomer, book.EntityAll:
			p.readMine()
			p.readPeople()
			return
		}
	}
}

// Leave implements the shell's Screen.
func (p *Presenter) Leave() {
	p.reading.Cancel()
	p.finding.Cancel()
	p.people.Cancel()
	p.picking.Cancel()
	p.filling.Cancel()
}

// keepPlace tells the shell where the user is, so that coming back leads here.
func (p *Presenter) keepPlace() { p.env.Shell.Replace(p.route()) }

func (p *Presenter) route() screen.Route {
	r := screen.Route{Screen: screen.Culture, ID: p.Code, Tab: p.Tab}
	if p.Other != "" {
		r = r.With("with", p.Other)
	}
	if p.Scripts.Customer.ID != "" && (p.Tab == tabScripts || p.Tab == tabPhrases) {
		r = r.With("customer", string(p.Scripts.Customer.ID))
	}
	return r
}

// OpenGuide shows the guide to a culture.
func (p *Presenter) OpenGuide(code string) {
	p.env.Shell.Go(screen.Route{Screen: screen.Culture, ID: code})
}

// OpenList goes back to the markets.
func (p *Presenter) OpenList() { p.env.Shell.Go(screen.Route{Screen: screen.Culture}) }

// SetTab shows another part of the guide.
func (p *Presenter) SetTab(tab string) {
	p.Tab, p.At = tab, ""
	p.keepPlace()
	p.draw()
}

// SetPart looks at a part of the market, or at the whole of it.
func (p *Presenter) SetPart(code string) {
	p.Code = p.normal(code)
	p.keepPlace()
	p.readPeople()
	p.draw()
}

// Compare puts another culture beside the open one; "" takes it away.
func (p *Presenter) Compare(code string) {
	p.Other = p.normal(code)
	if p.Other != "" && !slices.Contains(lib.Topics, lib.Topic(p.Tab)) {
		p.Tab = string(p.firstTopic())
	}
	p.keepPlace()
	p.draw()
}

// firstTopic is the first topic on which either side says something.
func (p *Presenter) firstTopic() lib.Topic {
	for _, t := range lib.Topics {
		if len(p.Pairs(t)) > 0 {
			return t
		}
	}
	return lib.Names
}

// Pairs are the practices of a topic side by side.
func (p *Presenter) Pairs(t lib.Topic) []lib.Pair {
	return slices.DeleteFunc(p.env.Library.Compare(p.Code, p.Other), func(x lib.Pair) bool { return x.Topic != t })
}

// About are the statements of the open culture on a topic.
func (p *Presenter) About(t lib.Topic) (list []lib.Statement) {
	for _, s := range p.Guide.For(p.Code) {
		if s.Topic == t {
			list = append(list, s)
		}
	}
	return list
}

// Tabs are the parts of the guide that have something to show.
func (p *Presenter) Tabs() []string {
	tabs := []string{tabGlance}
	for _, t := range lib.Topics {
		if len(p.About(t)) > 0 || p.Other != "" && len(p.Pairs(t)) > 0 {
			tabs = append(tabs, string(t))
		}
	}
	if len(p.Guide.Sources) > 0 {
		tabs = append(tabs, tabSources)
	}
	return tabs
}

// Asks are the questions that fit what is shown: those of the topic, else one
// of each topic.
func (p *Presenter) Asks() (list []lib.Statement) {
	if slices.Contains(lib.Topics, lib.Topic(p.Tab)) {
		list = p.About(lib.Topic(p.Tab))
	} else {
		for _, t := range lib.Topics {
			if about := p.About(t); len(about) > 0 {
				list = append(list, about[0])
			}
		}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(s lib.Statement) bool { return s.Ask.In("en") == "" })
	return list[:min(len(list), 4)]
}

// ToggleSources shows or hides the sources of a statement.
func (p *Presenter) ToggleSources(id string) {
	p.Open[id] = !p.Open[id]
	p.draw()
}

// Explained reports whether the note on what guides are has been read.
func (p *Presenter) Explained() bool { return p.env.Prefs.Get().GuidesExplained }

// Explain keeps that the note was read.
func (p *Presenter) Explain() {
	prefs := p.env.Prefs.Get()
	prefs.GuidesExplained = true
	p.env.Prefs.Set(prefs)
	p.draw()
}

// Name is what a culture is called.
func (p *Presenter) Name(code string) string {
	m, ok := p.markets.Market(code)
	if !ok {
		return code
	}
	name := m.Name(p.env.Printer.Tag())
	g, _ := p.env.Library.Guide(code)
	for _, part := range g.Parts {
		if part.Code == code {
			name += " · " + part.Names.In(p.env.Printer.Tag())
		}
	}
	return name
}

// concerned are the customers of the open culture: those who stated it, and by
// default those who are there.
func (p *Presenter) concerned(code string) book.CustomerFilter {
	m, _ := p.markets.Market(code)
	c := &book.Concerned{Cultures: []string{code}}
	if m.Code == code {
		c.Countries = []string{code}
	}
	return book.CustomerFilter{Concerned: c}
}

// readPeople reads the customers of the open culture.
func (p *Presenter) readPeople() {
	if p.Code == "" {
		return
	}
	b, f := p.env.Book, p.concerned(p.Code)
	p.people.Run(func(ctx context.Context) (people, error) {
		page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: f, Limit: maxPeople})
		if err != nil {
			return people{}, err
		}
		n, err := b.Customers.Count(ctx, f)
		return people{page.Rows, n}, err
	}, func(x people, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.People, p.Count = x.rows, x.count
		p.draw()
	})
}

// ShowPeople leads to the list of the customers of the open culture.
func (p *Presenter) ShowPeople() {
	c := p.concerned(p.Code).Concerned
	near := strings.Join([]string{strings.Join(c.Countries, ","), strings.Join(c.Cultures, ","), ""}, ";")
	p.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("near", near))
}

// ShowHolidays leads to the holidays of the open market in the calendar.
func (p *Presenter) ShowHolidays() {
	m, _ := p.markets.Market(p.Code)
	p.env.Shell.Go(screen.Route{Screen: screen.Calendar, Tab: "agenda"}.With("filter", "country:"+m.Code))
}

// OpenCustomer leads to a card.
func (p *Presenter) OpenCustomer(id book.ID) {
	p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id)})
}
