package culture

import (
	"context"
	"slices"

	"dragoman/data/book"
	lib "dragoman/data/culture"
)

// act runs a use case that changes the book. Unlike a job in a Slot it is
// never cancelled by the next one: hiding two statements quickly must do both.
func (p *Presenter) act(work func(context.Context) (book.Operation, error), then func(book.Operation, error)) {
	p.env.Runner.Run(func(ctx context.Context) func() {
		op, err := work(ctx)
		return func() { then(op, err) }
	})
}

// change runs a command on own content and says what was done.
func (p *Presenter) change(done string, run func(ctx context.Context) (book.Operation, error)) {
	p.act(run, func(op book.Operation, err error) {
		switch {
		case err != nil:
			p.env.Shell.Fail(err)
		case op.ID != "":
			p.env.Shell.Done(done, op)
		}
	})
}

// Hide puts a built-in record out of sight.
func (p *Presenter) Hide(id string) {
	b := p.env.Book
	p.change(p.env.T("culture.hidden_done", nil), func(ctx context.Context) (book.Operation, error) { return b.Lores.Hide(ctx, id) })
}

// Unhide brings built-in records back into sight.
func (p *Presenter) Unhide(ids []string) {
	b := p.env.Book
	p.change(p.env.T("culture.unhidden_done", nil), func(ctx context.Context) (book.Operation, error) { return b.Lores.Unhide(ctx, ids) })
}

// RemoveOwn removes what the owner wrote.
func (p *Presenter) RemoveOwn(id string) {
	b := p.env.Book
	p.change(p.env.T("culture.removed_done", nil), func(ctx context.Context) (book.Operation, error) { return b.Lores.Trash(ctx, book.ID(id)) })
}

// SaveOwn keeps what the owner wrote. failed hears what is wrong with it.
func (p *Presenter) SaveOwn(l book.Lore, failed func(error), kept func()) {
	b := p.env.Book
	p.act(func(ctx context.Context) (book.Operation, error) {
		_, op, err := b.Lores.Save(ctx, l)
		return op, err
	}, func(op book.Operation, err error) {
		switch {
		case book.CodeOf(err) == book.Invalid:
			failed(err)
		case err != nil:
			p.env.Shell.Fail(err)
		default:
			kept()
			p.env.Shell.Done(p.env.T("culture.saved_done", nil), op)
		}
	})
}

// EditOwn reads what the owner wrote, to be changed.
func (p *Presenter) EditOwn(id string, edit func(book.Lore)) {
	b := p.env.Book
	p.loading.Run(func(ctx context.Context) (book.Lore, error) { return b.Lores.Get(ctx, book.ID(id)) },
		func(l book.Lore, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			edit(l)
		})
}

// HiddenOf are the built-in statements of a topic that are out of sight.
func (p *Presenter) HiddenOf(t lib.Topic) (ids []string) {
	g, _ := lib.Built().Guide(p.Code)
	for _, s := range g.For(p.Code) {
		if s.Topic == t && p.env.Library.Hidden(s.ID) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// HiddenPhrases are the built-in phrases of the language that are out of
// sight.
func (p *Presenter) HiddenPhrases() (ids []string) {
	b, _ := lib.Built().Phrases(p.Lang)
	for _, x := range b.Phrases {
		if p.env.Library.Hidden(x.ID) {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// NewStatement is an empty statement of the open culture and topic.
func (p *Presenter) NewStatement() book.Lore {
	topic := p.Tab
	if !slices.Contains(lib.Topics, lib.Topic(topic)) {
		topic = string(lib.Names)
	}
	return book.Lore{Sort: book.LoreStatement, Market: p.Code, Subject: topic, Strength: "common"}
}

// NewPhrase is an empty phrase of the open language.
func (p *Presenter) NewPhrase() book.Lore {
	return book.Lore{Sort: book.LorePhrase, Language: p.Lang, Subject: string(lib.Uses[0]), Register: "neutral"}
}

// NewScript is a script at the chosen place, with the words of the one that is
// there to begin with.
func (p *Presenter) NewScript() book.Lore {
	s := p.Scripts
	l := book.Lore{Sort: book.LoreScript, Language: p.Lang, Subject: s.Stage, Channel: s.Channel, Register: s.Formality}
	if old, ok := p.Script(); ok {
		l.Heading, l.Text = old.Subject, old.Text
	}
	return l
}
