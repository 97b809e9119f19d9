package book

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// DealReader answers questions about deals.
type DealReader interface {
	Deal(ctx context.Context, id ID) (Deal, error) // also from the trash
	// Deals lists deals of live customers that are not in the trash, the
	// earliest expected first.
	Deals(ctx context.Context, f DealFilter) ([]DealRow, error)
}

// DealTx are the verbs that change deals.
type DealTx interface {
	PutDeal(ctx context.Context, d Deal) error
}

// Deals holds the use cases of the pipeline.
type Deals struct{ c *core }

// Get returns one deal, also from the trash.
func (s *Deals) Get(ctx context.Context, id ID) (Deal, error) {
	d, err := s.c.store.Deal(ctx, id)
	return d, wrap("deals.get", err)
}

// List returns the deals that a filter picks, the earliest expected first.
func (s *Deals) List(ctx context.Context, f DealFilter) ([]DealRow, error) {
	rows, err := s.c.store.Deals(ctx, f)
	return rows, wrap("deals.list", err)
}

// Stages returns the columns of the pipeline, without the two in which deals
// end.
func (s *Deals) Stages(ctx context.Context) ([]Stage, error) {
	st, err := s.c.store.Settings(ctx)
	return stagesOf(st), wrap("deals.stages", err)
}

// stagesOf reads the list of the settings; one that cannot be read is as none.
func stagesOf(st Settings) []Stage {
	var own []Stage
	if st.DealStages == "" || json.Unmarshal([]byte(st.DealStages), &own) != nil || len(own) == 0 {
		return BuiltStages()
	}
	return own
}

// The bounds of a pipeline.
const (
	mostStages   = 12
	longestStage = 60
)

// SaveStages keeps the user's own list. A stage that still holds open deals
// cannot go. Stages without an id are new.
func (s *Deals) SaveStages(ctx context.Context, list []Stage) (Operation, error) {
	const name = "deals.stages"
	ids := map[string]bool{}
	for i := range list {
		x := &list[i]
		x.Name = strings.TrimSpace(x.Name)
		if x.ID == "" {
			x.ID = string(NewID())
		}
		built := slices.ContainsFunc(BuiltStages(), func(b Stage) bool { return b.ID == x.ID })
		switch {
		case x.Name == "" && !built:
			return Operation{}, invalid(name, "stage", "missing")
		case len(x.Name) > longestStage:
			return Operation{}, invalid(name, "stage", "too_long")
		case x.Likelihood < 0 || x.Likelihood > 100:
			return Operation{}, invalid(name, "likelihood", "range")
		case ids[x.ID] || x.ID == StageWon || x.ID == StageLost:
			return Operation{}, invalid(name, "stage", "twice")
		}
		ids[x.ID] = true
	}
	if len(list) == 0 || len(list) > mostStages {
		return Operation{}, invalid(name, "stage", "count")
	}
	text, err := json.Marshal(list)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpSettings}, func(tx Tx) error {
		rows, err := tx.Deals(ctx, DealFilter{OpenOnly: true})
		if err != nil {
			return err
		}
		for _, d := range rows {
			if !ids[d.Stage] {
				return invalid(name, "stage", "in_use")
			}
		}
		st, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		st.DealStages = string(text)
		return tx.PutSettings(ctx, st)
	}, Change{Entity: EntityDeal}, Change{Entity: EntitySettings})
}

// Save enters a deal (empty ID) or changes one. It refuses what cannot be kept
// with the field at fault, and with Conflict when the deal was changed since it
// was read.
func (s *Deals) Save(ctx context.Context, d Deal) (Deal, Operation, error) {
	const name = "deals.save"
	d = tidyDeal(d)
	stages, err := s.Stages(ctx)
	if err == nil {
		err = ValidateDeal(d, stages)
	}
	if err != nil {
		return d, Operation{}, wrap(name, err)
	}
	op := Operation{Kind: OpDealEdit}
	now := s.c.now().UTC()
	if d.ID == "" {
		op.Kind = OpDealAdd
		d.ID, d.CreatedAt, d.Version = NewID(), now, 0
	}
	closeDeal(&d, now)
	d.UpdatedAt = now
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if _, err := tx.Customer(ctx, d.CustomerID); err != nil {
			return err
		}
		if err := tx.PutDeal(ctx, d); err != nil {
			return err
		}
		var err error
		d, err = tx.Deal(ctx, d.ID)
		return err
	}, Change{Entity: EntityDeal, ID: d.ID, Customer: d.CustomerID})
	return d, done, err
}

// closeDeal notes when a deal was won or lost.
func closeDeal(d *Deal, now time.Time) {
	switch {
	case d.Open():
		d.ClosedAt, d.LostWhy = time.Time{}, ""
	case d.ClosedAt.IsZero():
		d.ClosedAt = now
	}
	switch d.Stage {
	case StageWon:
		d.Likelihood, d.LostWhy = 100, ""
	case StageLost:
		d.Likelihood = 0
	}
}

// Move puts a deal into another stage. Its likelihood becomes the one of the
// stage, unless the user gave it another than its old stage has. Why is why it
// was lost.
func (s *Deals) Move(ctx context.Context, id ID, stage, why string) (Deal, Operation, error) {
	const name = "deals.move"
	d, err := s.c.store.Deal(ctx, id)
	if err != nil {
		return d, Operation{}, wrap(name, err)
	}
	stages, err := s.Stages(ctx)
	if err != nil {
		return d, Operation{}, err
	}
	usual := func(id string) (int, bool) {
		i := slices.IndexFunc(stages, func(x Stage) bool { return x.ID == id })
		if i < 0 {
			return 0, false
		}
		return stages[i].Likelihood, true
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpDealMove}, func(tx Tx) error {
		if d, err = tx.Deal(ctx, id); err != nil {
			return err
		}
		old, known := usual(d.Stage)
		if to, ok := usual(stage); ok && (!known || d.Likelihood == old) {
			d.Likelihood = to
		}
		d.Stage, d.LostWhy = stage, strings.TrimSpace(why)
		if err := ValidateDeal(d, stages); err != nil {
			return err
		}
		now := s.c.now().UTC()
		d.ClosedAt = time.Time{}
		closeDeal(&d, now)
		d.UpdatedAt = now
		if err := tx.PutDeal(ctx, d); err != nil {
			return err
		}
		d, err = tx.Deal(ctx, id)
		return err
	}, Change{Entity: EntityDeal, ID: id, Customer: d.CustomerID})
	return d, op, err
}

// Trash moves a deal to the trash; undo brings it back.
func (s *Deals) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "deals.trash"
	d, err := s.c.store.Deal(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpDealTrash}, func(tx Tx) error {
		d, err := tx.Deal(ctx, id)
		if err != nil {
			return err
		}
		d.TrashedAt = s.c.now().UTC()
		d.UpdatedAt = d.TrashedAt
		return tx.PutDeal(ctx, d)
	}, Change{Entity: EntityDeal, ID: id, Customer: d.CustomerID})
}

func tidyDeal(d Deal) Deal {
	d.Title, d.Owner, d.Note = strings.TrimSpace(d.Title), strings.TrimSpace(d.Owner), strings.TrimSpace(d.Note)
	d.LostWhy, d.Currency = strings.TrimSpace(d.LostWhy), strings.ToUpper(strings.TrimSpace(d.Currency))
	return d
}

// ValidateDeal says what of a deal cannot be kept, as an Invalid error that
// names the field.
func ValidateDeal(d Deal, stages []Stage) error {
	const op = "deals.validate"
	known := d.Stage == StageWon || d.Stage == StageLost || slices.ContainsFunc(stages, func(s Stage) bool { return s.ID == d.Stage })
	switch {
	case d.CustomerID == "":
		return invalid(op, "customer", "missing")
	case d.Title == "":
		return invalid(op, "deal", "missing")
	case len(d.Title) > longestText:
		return invalid(op, "deal", "too_long")
	case !known:
		return invalid(op, "stage", "unknown")
	case !KnownCurrency(d.Currency):
		return invalid(op, "currency", "not_in_use")
	case d.Amount < 0:
		return invalid(op, "amount", "below_zero")
	case d.Amount > mostAmount:
		return invalid(op, "amount", "too_large")
	case d.Likelihood < 0 || d.Likelihood > 100:
		return invalid(op, "likelihood", "range")
	case len(d.Note) > 10*longestText:
		return invalid(op, "note", "too_long")
	case d.Stage == StageLost && d.LostWhy == "":
		return invalid(op, "lost_why", "missing")
	case len(d.LostWhy) > longestText:
		return invalid(op, "lost_why", "too_long")
	}
	return nil
}
