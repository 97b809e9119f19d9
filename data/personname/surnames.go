package personname

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed surnames.json
var surnamesJSON []byte

// surnameLists are the lists that Split and the romanisations lean on.
type surnameLists struct {
	Han         string   `json:"han"`
	HanCompound []string `json:"hanCompound"`
	// HanForeign are foreign names that look like Chinese ones.
	HanForeign []string `json:"hanForeign"`
	// KoreanUnsure are Korean surnames that foreign names also start with.
	KoreanUnsure   []string            `json:"koreanUnsure"`
	HanReadings    map[string]string   `json:"hanReadings"`
	Japanese       []string            `json:"japanese"`
	Korean         []string            `json:"korean"`
	KoreanLatin    map[string][]string `json:"koreanLatin"`
	Vietnamese     []string            `json:"vietnamese"`
	HungarianGiven []string            `json:"hungarianGiven"`
}

// surnameKind names one of the lists.
type surnameKind int

const (
	hanSurnames surnameKind = iota
	hanCompounds
	hanForeign
	japaneseSurnames
	koreanSurnames
	koreanUnsure
	vietnameseSurnames
	vietnameseBare
	hungarianGivens
	kindCount
)

type surnameSets struct {
	sets        [kindCount]map[string]bool
	readings    map[string]string
	koreanLatin map[string][]string
}

var surnames = sync.OnceValue(func() *surnameSets {
	s, err := decodeSurnames(surnamesJSON)
	if err != nil {
		// The file is part of the program and a test reads it; without it
		// no full name is taken apart.
		return &surnameSets{}
	}
	return s
})

func decodeSurnames(text []byte) (*surnameSets, error) {
	var l surnameLists
	if err := json.Unmarshal(text, &l); err != nil {
		return nil, fmt.Errorf("personname: surnames: %w", err)
	}
	s := &surnameSets{readings: l.HanReadings, koreanLatin: l.KoreanLatin}
	add := func(k surnameKind, list []string) {
		if s.sets[k] == nil {
			s.sets[k] = make(map[string]bool, len(list))
		}
		for _, x := range list {
			s.sets[k][x] = true
		}
	}
	add(hanSurnames, strings.Split(l.Han, ""))
	add(hanCompounds, l.HanCompound)
	add(hanForeign, l.HanForeign)
	add(koreanUnsure, l.KoreanUnsure)
	add(japaneseSurnames, l.Japanese)
	add(koreanSurnames, l.Korean)
	add(hungarianGivens, l.HungarianGiven)
	for _, v := range l.Vietnamese {
		add(vietnameseSurnames, []string{strings.ToLower(v)})
		add(vietnameseBare, []string{bareLatin(v)})
	}
	return s, nil
}

// isSurname reports whether s stands in a list.
func isSurname(k surnameKind, s string) bool { return surnames().sets[k][s] }
