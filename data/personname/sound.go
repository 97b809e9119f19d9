package personname

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Sound is how a text that is no person's name is typed on a Latin keyboard,
// syllable by syllable: the name of a feast, of a place, of a thing. Where
// SearchForms reads a surname as a surname, a term may be read in every way its
// characters allow: 重阳 is found as chongyang, and 解放 is not xiefang only.
type Sound struct {
	syllables [][]string // the readings of each, small letters without tones
}

// SoundOf takes a text apart: a Chinese character with all its readings, ü also
// as u, v and yu; a stretch of Hangul or kana in Latin letters; other words as
// they are, without accents. It is empty where nothing is written in a script
// that is typed by sound.
func SoundOf(text string) Sound {
	var s Sound
	if strings.IndexFunc(text, func(r rune) bool { return bySound(scriptOf(r)) }) < 0 {
		return s
	}
	for _, w := range strings.FieldsFunc(text, isBreak) {
		for _, part := range stretches(w) {
			if readings := readingsOf(part); len(readings) > 0 {
				s.syllables = append(s.syllables, readings)
			}
		}
	}
	return s
}

// bySound says whether a script is typed by sound.
func bySound(script string) bool {
	switch script {
	case "Hani", "Hang", "Hira", "Kana":
		return true
	}
	return false
}

// Silent says that nothing of the text is typed by sound.
func (s Sound) Silent() bool { return len(s.syllables) == 0 }

// stretches cuts a word where its script changes, and Chinese characters apart.
func stretches(w string) []string {
	var out []string
	last := ""
	for _, r := range w {
		script := scriptOf(r)
		if script == "Kana" {
			script = "Hira"
		}
		if len(out) > 0 && script == last && script != "Hani" {
			out[len(out)-1] += string(r)
			continue
		}
		out, last = append(out, string(r)), script
	}
	return out
}

func readingsOf(part string) []string {
	var out []string
	add := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	switch textScript(part) {
	case "Hani":
		for r := range strings.SplitSeq(pinyin.PinyinDict[int([]rune(part)[0])], ",") {
			if r = toneless(r); !strings.ContainsRune(r, 'ü') {
				add(r)
				continue
			}
			for _, u := range []string{"u", "v", "yu"} {
				add(strings.ReplaceAll(r, "ü", u))
			}
		}
	case "Hang":
		add(RomanizeHangul(part))
	case "Hira", "Kana":
		add(Romaji(part))
		add(RomajiPlain(part))
	default:
		add(strings.Map(letterOrDigit, bareLatin(part)))
	}
	return out
}

func letterOrDigit(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

// Fit says how what was typed fits a sound.
type Fit int

// What was typed is no part of the sound, begins inside of it with a syllable,
// begins it, or is the whole of it.
const (
	NoFit Fit = iota
	Inside
	Begins
	Whole
)

// Fits says how a text in small Latin letters fits, with or without spaces
// between its syllables, the last of which may be unfinished; or as the first
// letters of all of them, from the first: zqj for 中秋节.
func (s Sound) Fits(typed string) Fit {
	typed = strings.Map(letterOrDigit, typed)
	if typed == "" || s.Silent() || strings.IndexFunc(typed, func(r rune) bool { return r > 0x7f }) >= 0 {
		return NoFit
	}
	best := s.initials(typed)
	for i := range s.syllables {
		switch fit := read(s.syllables[i:], typed); {
		case fit == NoFit:
		case i == 0:
			best = max(best, fit)
		default:
			best = max(best, Inside)
		}
	}
	return best
}

// read says whether syllables read one after the other begin with a text.
func read(syllables [][]string, typed string) Fit {
	if typed == "" {
		if len(syllables) == 0 {
			return Whole
		}
		return Begins
	}
	if len(syllables) == 0 {
		return NoFit
	}
	best := NoFit
	for _, r := range syllables[0] {
		if rest, ok := strings.CutPrefix(typed, r); ok {
			best = max(best, read(syllables[1:], rest))
		} else if strings.HasPrefix(r, typed) {
			best = max(best, Begins)
		}
	}
	return best
}

func (s Sound) initials(typed string) Fit {
	if len(typed) < 2 || len(typed) > len(s.syllables) {
		return NoFit
	}
	for i := range len(typed) {
		if !slices.ContainsFunc(s.syllables[i], func(r string) bool { return r[0] == typed[i] }) {
			return NoFit
		}
	}
	if len(typed) == len(s.syllables) {
		return Whole
	}
	return Begins
}
