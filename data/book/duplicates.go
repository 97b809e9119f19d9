package book

import (
	"cmp"
	"context"
	"slices"

	"dragoman/data/calendar"
)

// Duplicates holds the use cases about customers who stand in the book twice.
type Duplicates struct{ c *core }

// Sign is a reason why two customers may be one, or may not.
type Sign string

// The signs. The last three speak against it.
const (
	SameName     Sign = "name"     // the same words, in any order
	SameSound    Sign = "sound"    // the same name in another script or by its reading
	SamePhone    Sign = "phone"    // the same number in E.164
	SameMail     Sign = "email"    // the same address
	SameIM       Sign = "im"       // the same account of a messenger
	SameFirm     Sign = "firm"     // the same organisation
	SameBirthday Sign = "birthday" // the same day in the same calendar
	OtherName    Sign = "other_name"
	OtherFirm    Sign = "other_firm"
	OtherBirth   Sign = "other_birthday"
)

// weights are the points of each sign. A name alone is just enough to be
// shown; a phone that two names share is not, because families and offices
// share phones.
var weights = map[Sign]int{
	SameName: 50, SameSound: 50, SamePhone: 45, SameMail: 55, SameIM: 55, SameFirm: 10, SameBirthday: 15,
	OtherName: -30, OtherFirm: -15, OtherBirth: -25,
}

// The scores from which a pair is shown, is likely and is nearly certain, of
// at most 100.
const (
	Possible      = 50
	Likely        = 65
	NearlyCertain = 85
)

// Pair is two customers who may be one. A is the one that came into the book
// first.
type Pair struct {
	A, B  ID
	Score int // 50 to 100
	Signs []Sign
}

// Scan is the result of a search for duplicates.
type Scan struct {
	Pairs   []Pair // the most certain first
	Looked  int    // how many customers were compared
	Crowded int    // how many names, numbers or addresses so many share that they were not compared by them
}

// crowd is how many customers may share one key and still be compared by it,
// each with each.
const crowd = 60

// Find compares all live customers and lists the pairs that may be one and
// have not been told apart. Progress, which may be nil, hears how many were
// read.
func (s *Duplicates) Find(ctx context.Context, progress func(read int)) (Scan, error) {
	const name = "duplicates.find"
	apart, err := s.c.store.Apart(ctx)
	if err != nil {
		return Scan{}, wrap(name, err)
	}
	var faces []face
	err = s.c.store.Likenesses(ctx, func(l Likeness) error {
		faces = append(faces, newFace(l))
		if progress != nil && len(faces)%500 == 0 {
			progress(len(faces))
		}
		return ctx.Err()
	})
	if err != nil {
		return Scan{}, wrap(name, err)
	}
	out := compareAll(faces, apart)
	return out, wrap(name, ctx.Err())
}

// compareAll pairs those who meet under a key.
func compareAll(faces []face, apart map[[2]ID]bool) Scan {
	out := Scan{Looked: len(faces)}
	at := map[string][]int32{}
	for i := range faces {
		for _, k := range faces[i].keys() {
			if list := at[k]; len(list) == 0 || list[len(list)-1] != int32(i) {
				at[k] = append(list, int32(i))
			}
		}
	}
	seen := map[[2]int32]bool{}
	for _, list := range at {
		if len(list) > crowd {
			out.Crowded++
			continue
		}
		for i, a := range list {
			for _, b := range list[i+1:] {
				if key := [2]int32{a, b}; !seen[key] {
					seen[key] = true
					if p, ok := compare(&faces[a], &faces[b]); ok && !apart[Couple(p.A, p.B)] {
						out.Pairs = append(out.Pairs, p)
					}
				}
			}
		}
	}
	slices.SortFunc(out.Pairs, func(a, b Pair) int {
		return cmp.Or(b.Score-a.Score, cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return out
}

// Couple is two ids in their order, as what is remembered of a pair is kept.
func Couple(a, b ID) [2]ID { return [2]ID{min(a, b), max(a, b)} }

// compare weighs what two customers have in common.
func compare(a, b *face) (Pair, bool) {
	if a.Kind != b.Kind {
		return Pair{}, false
	}
	var signs []Sign
	named := true
	switch {
	case shareWords(a, b):
		signs = append(signs, SameName)
	case meet(a.sounds, b.sounds):
		signs = append(signs, SameSound)
	default:
		named = false
	}
	signs = append(signs, sharedReach(a, b)...)
	if !named && !someWord(a, b) {
		signs = append(signs, OtherName)
	}
	switch {
	case a.org == "" || b.org == "":
	case a.org == b.org:
		signs = append(signs, SameFirm)
	default:
		signs = append(signs, OtherFirm)
	}
	signs = append(signs, birthdays(a.Birthday, b.Birthday)...)
	score := 0
	for _, s := range signs {
		score += weights[s]
	}
	return Pair{A: min(a.ID, b.ID), B: max(a.ID, b.ID), Score: min(score, 100), Signs: signs}, score >= Possible
}

// sharedReach gives a sign for each kind of channel that two share.
func sharedReach(a, b *face) []Sign {
	var out []Sign
	for _, x := range a.reach {
		if !slices.Contains(b.reach, x) {
			continue
		}
		s := SameIM
		switch {
		case len(x) > 6 && x[:6] == "phone:":
			s = SamePhone
		case len(x) > 6 && x[:6] == "email:":
			s = SameMail
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func birthdays(a, b calendar.Partial) []Sign {
	switch {
	case a.Month == 0 || a.Day == 0 || b.Month == 0 || b.Day == 0 || a.Calendar != b.Calendar:
		return nil
	case a.Month == b.Month && a.Leap == b.Leap && a.Day == b.Day && (a.Year == b.Year || a.Year == 0 || b.Year == 0):
		return []Sign{SameBirthday}
	}
	return []Sign{OtherBirth}
}

func shareWords(a, b *face) bool {
	return slices.ContainsFunc(a.scripts, func(w []string) bool { return containsWords(b.scripts, w) })
}

// someWord reports whether the names have a word in common, as those of Bob and
// Robert Smith.
func someWord(a, b *face) bool {
	for _, x := range a.scripts {
		for _, y := range b.scripts {
			if meet(x, y) {
				return true
			}
		}
	}
	return false
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Apart remembers that two customers are not the same, so that they are not
// shown as a pair again.
func (s *Duplicates) Apart(ctx context.Context, a, b ID) (Operation, error) {
	const name = "duplicates.apart"
	if a == b || a == "" || b == "" {
		return Operation{}, invalid(name, "customers", "same")
	}
	return s.c.write(ctx, name, Operation{Kind: OpApart}, func(tx Tx) error {
		return tx.PutApart(ctx, a, b)
	}, Change{Entity: EntityDuplicates})
}
