package culture

// Pair is a practice as it is in two markets. Either side may be empty, where
// nothing was written; a pair without practice holds what is the market's own.
type Pair struct {
	Topic    Topic
	Practice string
	A, B     []Statement
}

// Compare lays two markets, or cultures within them, side by side: topic by
// topic and practice by practice, in the order in which guides have them. It
// measures nothing: what differs is for the reader to see.
func (l *Library) Compare(a, b string) []Pair {
	left, right := l.statementsOf(a), l.statementsOf(b)
	var list []Pair
	for _, t := range Topics {
		for _, practice := range append(Practices(t), "") {
			p := Pair{Topic: t, Practice: practice, A: pick(left, t, practice), B: pick(right, t, practice)}
			if len(p.A)+len(p.B) > 0 {
				list = append(list, p)
			}
		}
	}
	return list
}

func (l *Library) statementsOf(code string) []Statement {
	g, _ := l.Guide(code)
	return g.For(code)
}

func pick(from []Statement, t Topic, practice string) (list []Statement) {
	for _, s := range from {
		if s.Topic == t && s.Practice == practice {
			list = append(list, s)
		}
	}
	return list
}
