package today

import (
	"slices"

	"dragoman/data/planner"
)

// lookComing is how many feasts are looked at to choose from.
const lookComing = 80

// pick chooses at most n of what is coming: two thirds are what is nearest and
// stops work, because it cannot wait, and then those that touch most customers, so
// that a great feast in two months is not hidden by small days before it. They
// stay in the order of their days.
func pick(all []planner.Coming, n int) []planner.Coming {
	if len(all) <= n {
		return all
	}
	chosen := map[int]bool{}
	for i, c := range all {
		if c.Kind.Closes() && len(chosen) < 2*n/3 {
			chosen[i] = true
		}
	}
	rest := make([]int, 0, len(all))
	for i := range all {
		if !chosen[i] {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return weight(all[b]) - weight(all[a]) })
	for _, i := range rest {
		if len(chosen) < n {
			chosen[i] = true
		}
	}
	out := make([]planner.Coming, 0, n)
	for i, c := range all {
		if chosen[i] {
			out = append(out, c)
		}
	}
	return out
}

// weight is how much a feast matters: the customers it touches, threefold when
// offices close.
func weight(c planner.Coming) int {
	if c.Kind.Closes() {
		return 3 * c.Count
	}
	return c.Count
}
