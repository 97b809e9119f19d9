package book

import (
	"context"
	"slices"
	"strings"
	"time"
)

// LoreSort tells what the owner wrote about cultures apart.
type LoreSort string

// The sorts of lore.
const (
	LoreStatement LoreSort = "statement"
	LorePhrase    LoreSort = "phrase"
	LoreScript    LoreSort = "script"
	LoreHidden    LoreSort = "hidden" // a built-in record that is put out of sight
)

// Lore is what the owner of the book wrote about a culture, or a built-in
// record that they have put out of sight. The words are theirs, in the
// language in which they wrote them. The codes are those of the culture room.
type Lore struct {
	ID        ID
	Version   int64
	Sort      LoreSort
	Market    string // of a statement: "JP", "IN-TN"
	Language  string // of a phrase or script, BCP 47
	Subject   string // topic, use or stage; of what is hidden, its ID
	Practice  string // of a statement, or ""
	Strength  string // of a statement
	Channel   string // of a script
	Register  string // of a phrase; the formality of a script
	Heading   string // the subject of a mail; how a phrase is read
	Text      string // claim, phrase or text
	Meaning   string // of a phrase
	Scope     string // among whom it holds; when a phrase is said
	Why       string
	Advice    string // what to do
	Avoid     string
	Ask       string
	Author    string // who entered it
	CreatedAt time.Time
	UpdatedAt time.Time
	TrashedAt time.Time
}

// Lores holds the use cases of what the owner wrote about cultures.
type Lores struct{ c *core }

// List returns everything that is kept, oldest first.
func (s *Lores) List(ctx context.Context) ([]Lore, error) {
	list, err := s.c.store.Lores(ctx)
	return list, wrap("lores.list", err)
}

// Get returns one piece, also one that was removed.
func (s *Lores) Get(ctx context.Context, id ID) (Lore, error) {
	l, err := s.c.store.Lore(ctx, id)
	return l, wrap("lores.get", err)
}

// Save keeps a statement, phrase or script (empty ID) or changes one. It
// refuses with Conflict when it was changed since it was read.
func (s *Lores) Save(ctx context.Context, l Lore) (Lore, Operation, error) {
	const name = "lores.save"
	l = tidyLore(l)
	if err := validateLore(l); err != nil {
		return l, Operation{}, wrap(name, err)
	}
	op := Operation{Kind: OpLoreEdit}
	now := s.c.now().UTC()
	l.Author = s.c.actor(ctx)
	if l.ID == "" {
		op.Kind = OpLoreAdd
		l.ID, l.CreatedAt, l.Version = NewID(), now, 0
	}
	l.UpdatedAt = now
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if err := tx.PutLore(ctx, l); err != nil {
			return err
		}
		var err error
		l, err = tx.Lore(ctx, l.ID)
		return err
	}, Change{Entity: EntityLore, ID: l.ID})
	return l, done, err
}

// Hide puts a built-in record out of sight. Hiding it twice changes nothing.
func (s *Lores) Hide(ctx context.Context, record string) (Operation, error) {
	const name = "lores.hide"
	if strings.TrimSpace(record) == "" {
		return Operation{}, invalid(name, "text", "missing")
	}
	list, err := s.c.store.Lores(ctx)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	if slices.ContainsFunc(list, func(l Lore) bool { return l.Sort == LoreHidden && l.Subject == record }) {
		return Operation{}, nil
	}
	now := s.c.now().UTC()
	l := Lore{ID: NewID(), Sort: LoreHidden, Subject: record, Author: s.c.actor(ctx), CreatedAt: now, UpdatedAt: now}
	return s.c.write(ctx, name, Operation{Kind: OpLoreHide}, func(tx Tx) error { return tx.PutLore(ctx, l) }, Change{Entity: EntityLore, ID: l.ID})
}

// Unhide brings built-in records back into sight.
func (s *Lores) Unhide(ctx context.Context, records []string) (Operation, error) {
	list, err := s.c.store.Lores(ctx)
	if err != nil {
		return Operation{}, wrap("lores.unhide", err)
	}
	var ids []ID
	for _, l := range list {
		if l.Sort == LoreHidden && slices.Contains(records, l.Subject) {
			ids = append(ids, l.ID)
		}
	}
	return s.remove(ctx, "lores.unhide", OpLoreShow, ids)
}

// Trash removes what the owner wrote; undo brings it back.
func (s *Lores) Trash(ctx context.Context, id ID) (Operation, error) {
	return s.remove(ctx, "lores.trash", OpLoreTrash, []ID{id})
}

func (s *Lores) remove(ctx context.Context, name string, kind OpKind, ids []ID) (Operation, error) {
	if len(ids) == 0 {
		return Operation{}, nil
	}
	var changes []Change
	for _, id := range ids {
		changes = append(changes, Change{Entity: EntityLore, ID: id})
	}
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		for _, id := range ids {
			l, err := tx.Lore(ctx, id)
			if err != nil {
				return err
			}
			l.TrashedAt = s.c.now().UTC()
			l.UpdatedAt = l.TrashedAt
			if err := tx.PutLore(ctx, l); err != nil {
				return err
			}
		}
		return nil
	}, changes...)
}

// tidyLore drops blanks round the texts.
func tidyLore(l Lore) Lore {
	for _, s := range []*string{&l.Market, &l.Language, &l.Subject, &l.Heading, &l.Text, &l.Meaning, &l.Scope, &l.Why, &l.Advice, &l.Avoid, &l.Ask} {
		*s = strings.TrimSpace(*s)
	}
	return l
}

// longestLore is the most that a text of an owner may hold, in bytes.
const longestLore = 10_000

func validateLore(l Lore) error {
	const op = "lores.validate"
	switch {
	case l.Sort != LoreStatement && l.Sort != LorePhrase && l.Sort != LoreScript:
		return invalid(op, "kind", "missing")
	case l.Text == "":
		return invalid(op, "text", "missing")
	case l.Sort == LoreStatement && l.Market == "":
		return invalid(op, "market", "missing")
	case l.Sort != LoreStatement && l.Language == "":
		return invalid(op, "language", "missing")
	case l.Subject == "":
		return invalid(op, "subject", "missing")
	}
	for _, s := range []string{l.Heading, l.Text, l.Meaning, l.Scope, l.Why, l.Advice, l.Avoid, l.Ask} {
		if len(s) > longestLore {
			return invalid(op, "title", "too_long")
		}
	}
	return nil
}
