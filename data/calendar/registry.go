package calendar

// systems holds every calendar, in the order in which Calendars lists them.
// It is filled once, before anything else runs, and never changes.
var systems = buildSystems()

// byID finds them.
var byID = func() map[ID]*system {
	m := make(map[ID]*system, len(systems))
	for _, y := range systems {
		m[y.id] = y
	}
	return m
}()

func find(c ID) *system { return byID[c] }

func buildSystems() []*system {
	return []*system{
		gregorianSystem(Gregorian, 0, NewDate(1, 1, 1)),
		lunisolarSystem(Chinese, &china),
		lunisolarSystem(Korean, &korea),
		lunisolarSystem(Vietnamese, &vietnam),
		ummAlQuraSystem(),
		hijriCivilSystem(),
		hebrewSystem(),
		persianSystem(),
		gregorianSystem(Japanese, 0, NewDate(1873, 1, 1)),
		gregorianSystem(ROC, 1911, NewDate(1912, 1, 1)),
		gregorianSystem(Buddhist, -543, NewDate(1, 1, 1)),
		julianSystem(),
		alexandrianSystem(Ethiopic, ethiopicEpoch, 9992),
		alexandrianSystem(Coptic, copticEpoch, 9716),
		indianSystem(),
		bahaiSystem(),
		iranianHijriSystem(),
		bikramSystem(),
		tibetanSystem(Tibetan, &phugpa),
		tibetanSystem(Bhutanese, &bhutan),
		tibetanSystem(Mongolian, &mongolia),
		thaiLunarSystem(),
		burmeseSystem(),
		hinduLunarSystem(),
		tamilSystem(),
	}
}
