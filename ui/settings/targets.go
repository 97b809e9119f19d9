package settings

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// hoursText writes minutes as hours: 90 is 1.5.
func hoursText(minutes int) string {
	return strconv.FormatFloat(float64(minutes)/60, 'f', -1, 64)
}

// hoursOf reads hours as minutes; "" is no promise.
func hoursOf(text string) (minutes int, ok bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", ".")
	if text == "" {
		return 0, true
	}
	h, err := strconv.ParseFloat(text, 64)
	if err != nil || h < 0 || h*60 > book.LongestTarget {
		return 0, false
	}
	return int(h*60 + 0.5), true
}

// setTargets keeps what is promised; texts are hours by target, first reply
// before solution. Where one cannot be read nothing is kept, and its place is
// told.
func (p *presenter) setTargets(list []book.Target, texts [][2]string, wrong func(at int)) {
	next := p.env.Settings.Targets
	for i, t := range list {
		reply, ok := hoursOf(texts[i][0])
		solve, ok2 := hoursOf(texts[i][1])
		if !ok || !ok2 {
			wrong(i)
			return
		}
		t.Reply, t.Solve = reply, solve
		next = next.With(t)
	}
	wrong(-1)
	p.setBook(func(s *book.Settings) { s.Targets = next })
}

// addTier gives a tier targets of its own, beginning with those of everybody.
func (p *presenter) addTier(name string) {
	name = strings.TrimSpace(name)
	if name == "" || strings.ContainsAny(name, "\r\n") {
		return
	}
	next := p.env.Settings.Targets
	for _, t := range next.List() {
		if t.Tier == "" {
			t.Tier = name
			if !slices.ContainsFunc(next.List(), func(x book.Target) bool {
				return x.Kind == t.Kind && x.Seriousness == t.Seriousness && strings.EqualFold(x.Tier, name)
			}) {
				next = next.With(t)
			}
		}
	}
	p.setBook(func(s *book.Settings) { s.Targets = next })
}

// dropTier takes the targets of a tier away.
func (p *presenter) dropTier(name string) {
	next := p.env.Settings.Targets
	for _, t := range next.List() {
		if t.Tier == name && name != "" {
			next = next.Without(t)
		}
	}
	p.setBook(func(s *book.Settings) { s.Targets = next })
}

func (p *presenter) setCauses(text string) {
	p.setBook(func(s *book.Settings) { s.Causes = book.Causes(strings.Join(book.Causes(text).List(), "\n")) })
}

// tiers are the tiers that have targets of their own.
func tiers(list []book.Target) []string {
	var out []string
	for _, t := range list {
		if t.Tier != "" && !slices.Contains(out, t.Tier) {
			out = append(out, t.Tier)
		}
	}
	return out
}

// targetLine is a line of the form: a target with its two entries.
type targetLine struct {
	target       book.Target
	reply, solve *kit.Entry
}

// targets is what is promised for requests and complaints, and the causes of
// complaints that one tells apart.
func (v *View) targets(env *screen.Env) fyne.CanvasObject {
	t := func(id locales.ID) string { return env.T(id, nil) }
	w, list := casework.New(env), env.Settings.Targets.List()
	body := kit.VBox(10, kit.Wrap(t("settings.targets_why"), kit.Muted))
	var lines []targetLine
	for _, tier := range append([]string{""}, tiers(list)...) {
		if tier != "" {
			drop := kit.NewButton(t("common.remove"), kit.Quiet, func() { v.p.dropTier(tier) })
			body.Add(kit.HBox(8, kit.Grow(kit.Text(env.T("settings.targets_tier", locales.V{"Tier": tier}), kit.Bold)), drop))
		}
		for _, k := range book.CaseKinds() {
			if !slices.ContainsFunc(list, func(x book.Target) bool { return x.Tier == tier && x.Kind == k }) {
				continue
			}
			first := locales.ID("service.label_reply")
			second := locales.ID("service.label_answer")
			if k == book.Complaint {
				first, second = "service.label_acknowledge", "service.label_solve"
			}
			body.Add(targetRow(kit.Text(w.Kind(k), kit.Bold), kit.Text(t(first), kit.Muted), kit.Text(t(second), kit.Muted)))
			for _, x := range list {
				if x.Tier != tier || x.Kind != k {
					continue
				}
				l := targetLine{x, kit.NewEntry(""), kit.NewEntry("")}
				l.reply.SetValue(hoursText(x.Reply))
				l.solve.SetValue(hoursText(x.Solve))
				lines = append(lines, l)
				body.Add(targetRow(kit.Text(w.Serious(x.Seriousness), kit.Label), l.reply, l.solve))
			}
		}
	}
	wrong := kit.Wrap("", kit.Small).SetColor(kit.Cinnabar.Text())
	wrong.Hidden = true
	save := kit.NewButton(t("common.save"), kit.Secondary, func() {
		var targets []book.Target
		var texts [][2]string
		for _, l := range lines {
			targets, texts = append(targets, l.target), append(texts, [2]string{l.reply.Text, l.solve.Text})
		}
		v.p.setTargets(targets, texts, func(at int) {
			wrong.Hidden = at < 0
			if at >= 0 {
				x := targets[at]
				wrong.SetText(env.T("settings.targets_unread", locales.V{"What": w.Kind(x.Kind) + " · " + w.Serious(x.Seriousness)}))
			}
			body.Refresh()
		})
	})
	tier := kit.NewEntry(t("settings.targets_tier_hint"))
	add := kit.NewButton(t("settings.targets_tier_add"), kit.Secondary, func() { v.p.addTier(tier.Text) })
	causes := kit.NewMultiLine(t("settings.causes_hint"), 4)
	causes.SetValue(string(env.Settings.Causes))
	keep := kit.NewButton(t("common.save"), kit.Secondary, func() { v.p.setCauses(causes.Text) })
	body.Objects = append(body.Objects, wrong, kit.HBox(0, save, kit.Space()),
		kit.NewField(t("settings.targets_tier_new"), kit.HBox(8, kit.Grow(tier), add)),
		kit.NewField(t("settings.causes"), causes).SetHint(t("settings.causes_why")), kit.HBox(0, keep, kit.Space()))
	return kit.NewCard(t("settings.targets"), body)
}

// targetRow lays a name and two cells of one width side by side.
func targetRow(name, a, b fyne.CanvasObject) fyne.CanvasObject {
	return kit.HBox(8, kit.Grow(name), kit.FixedWidth(96, a), kit.FixedWidth(96, b))
}
