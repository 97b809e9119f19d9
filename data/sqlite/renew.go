package sqlite

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"dragoman/data/book"
)

// touched notes what has to be renewed and announced after a change.
func (u *undone) touched(c recorded, row []any) error {
	owner := book.ID(c.owner)
	switch {
	case c.owner == "":
	case c.t == customerTable:
		u.redo[c.owner], u.named[c.owner] = true, true
	case c.t.parent == "customer":
		u.redo[c.owner] = true
	case c.t == interactionTable:
		u.spoken[c.owner] = true
	}
	switch c.t {
	case followUpTable:
		u.other["followup/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityFollowUp, ID: book.ID(c.row), Customer: owner})
	case checkPart.table:
		id := book.ID(c.t.text(row, "followup"))
		u.other["followup/"+string(id)] = true
		u.announce(book.Change{Entity: book.EntityFollowUp, ID: id, Customer: owner})
	case noteTable:
		u.other["note/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityNote, ID: book.ID(c.row), Customer: owner})
	case memberTable:
		u.announce(book.Change{Entity: book.EntityMember, ID: book.ID(c.row)})
	case campaignTable:
		u.announce(book.Change{Entity: book.EntityCampaign, ID: book.ID(c.row)})
	case recipientTable:
		u.announce(book.Change{Entity: book.EntityCampaign, ID: book.ID(c.t.text(row, "campaign")), Customer: owner})
	case ratingTable:
		u.announce(book.Change{Entity: book.EntityRating, ID: book.ID(c.row), Customer: owner})
	case interactionTable:
		u.announce(book.Change{Entity: book.EntityInteraction, ID: book.ID(c.row), Customer: owner})
	case attachmentTable:
		u.announce(book.Change{Entity: book.EntityAttachment, ID: book.ID(c.row), Customer: owner})
	case segmentTable:
		u.announce(book.Change{Entity: book.EntitySegment, ID: book.ID(c.row)})
	case apartTable:
		u.announce(book.Change{Entity: book.EntityDuplicates})
	case ownDayTable:
		u.other["ownday/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityOwnDay, ID: book.ID(c.row), Customer: owner})
	case caseTable:
		u.other["case_/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityCase, ID: book.ID(c.row), Customer: owner})
	case surveyTable:
		u.announce(book.Change{Entity: book.EntitySurvey, ID: book.ID(c.row), Customer: owner})
	case loreTable:
		u.other["lore/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityLore, ID: book.ID(c.row)})
	case orderTable:
		u.other["purchase/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityOrder, ID: book.ID(c.row), Customer: owner})
	case linePart.table:
		id := book.ID(c.t.text(row, "purchase"))
		u.other["purchase/"+string(id)] = true
		u.announce(book.Change{Entity: book.EntityOrder, ID: id, Customer: owner})
	case accountTable, entryTable:
		u.announce(book.Change{Entity: book.EntityLoyalty, Customer: owner})
	case rateTable:
		u.announce(book.Change{Entity: book.EntityRate})
	case dealTable:
		u.other["deal/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityDeal, ID: book.ID(c.row), Customer: owner})
	case consentTable:
		u.announce(book.Change{Entity: book.EntityConsent, ID: owner, Customer: owner})
	case optOutTable, optOutKeyTable: // heard of with the answer that made them
	case settingTable:
		u.announce(book.Change{Entity: book.EntitySettings})
	default:
		u.announce(book.Change{Entity: book.EntityCustomer, ID: owner, Customer: owner})
	}
	return nil
}

// altered notes that a row that was made here is not as it was made. A customer
// is renewed whole in any case.
func (u *undone) altered(c recorded) {
	if c.t != customerTable {
		delete(u.remade, c.t.name+"/"+c.row)
	}
}

func (u *undone) announce(c book.Change) {
	if !u.change[c] {
		u.change[c] = true
		u.list = append(u.list, c)
	}
}

// renewAtOnce is how many customers are read together to be renewed.
const renewAtOnce = 100

// renewDerived brings derived columns and the search index up to date.
func (w *writer) renewDerived(ctx context.Context, u *undone) error {
	ids, err := w.byRow(context.WithoutCancel(ctx), u)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, renewAtOnce) {
		bg, err := verb(ctx)
		if err != nil {
			return err
		}
		records, numbers, err := wholeRecords(bg, w.s, idList(texts(part)))
		if err != nil {
			return err
		}
		for _, id := range texts(part) {
			if err := w.afterRecord(bg, records[id]); err != nil {
				return err
			}
			if err := w.indexCustomer(bg, numbers[id], &records[id].Customer, u.remade["customer/"+id]); err != nil {
				return err
			}
		}
	}
	for _, id := range ids {
		if !u.named[string(id)] {
			continue
		}
		if err := w.indexMembers(context.WithoutCancel(ctx), id); err != nil {
			return err
		}
	}
	return w.renewOthers(ctx, u)
}

// renewOthers does so for what is not a customer. It goes by id, which is nearly
// the order of the row numbers.
func (w *writer) renewOthers(ctx context.Context, u *undone) error {
	for _, id := range slices.Sorted(maps.Keys(u.spoken)) {
		if u.redo[id] {
			continue
		}
		bg, err := verb(ctx)
		if err != nil {
			return err
		}
		if err := w.touch(bg, book.ID(id)); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(u.other)) {
		name, id, _ := strings.Cut(key, "/")
		if u.gone[key] || u.remade[key] && wholeWhenMade(tables[name]) {
			continue
		}
		bg, err := verb(ctx)
		if err != nil {
			return err
		}
		if err := w.after(bg, tables[name], book.ID(id)); err != nil {
			return err
		}
	}
	return nil
}

// byRow returns the customers to be renewed in the order of their row numbers,
// in which the search index takes them best.
func (w *writer) byRow(ctx context.Context, u *undone) ([]book.ID, error) {
	type at struct {
		n  int64
		id book.ID
	}
	var found []at
	for part := range slices.Chunk(slices.Sorted(maps.Keys(u.redo)), goingAtOnce) {
		err := w.s.each(ctx, "SELECT n, id FROM customer WHERE id IN (SELECT value FROM json_each(?))", []any{idList(part)},
			func(scan func(...any) error) error {
				var x at
				err := scan(&x.n, &x.id)
				found = append(found, x)
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(found, func(a, b at) int { return cmp.Compare(a.n, b.n) })
	ids := make([]book.ID, len(found))
	for i, x := range found {
		ids[i] = x.id
	}
	return ids, nil
}
