package book

import "dragoman/data/calendar"

// Law is a law that gives a person rights over what is kept about them. It is
// stored; a message names it.
type Law string

// term is the time that a law gives for an answer, in days or in months.
type term struct{ days, months int }

// laws are the terms that stand in the text of a law, or of the rules made under
// it, each with where, and where that was read in November 2026; "recalled" is
// what could not be read anew. Laws that say no more than "without delay", as
// those of Japan (APPI Art. 33 to 35) and mainland China (PIPL Art. 45) do, have
// the term of the standard or guideline that is named, or are left out. This is
// no legal advice.
var laws = []struct {
	law       Law
	countries string // where it is the law of the land
	usual     term
	others    map[PetitionKind]term
}{
	// Regulation (EU) 2016/679 Art. 12(3): one month, two more where needed.
	// dataprotection.ie/en/faqs/access-and-rectification
	{"gdpr", "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO", term{months: 1}, nil},
	// UK GDPR Art. 12(3) and, since 5 February 2026, 12A: the same; the clock stops
	// while one asks who it is. legislation.gov.uk/eur/2016/679/article/12
	{"ukgdpr", "GB", term{months: 1}, nil},
	// Swiss FADP Art. 25(7): 30 days as a rule. prighter.com/resources/laws/swiss-fadp
	{"fadp", "CH", term{days: 30}, nil},
	// Lei 13.709/2018 Art. 19 II: 15 days for a complete answer; read as
	// the text is quoted at qconcursos.com.
	{"lgpd", "BR", term{days: 15}, nil},
	// Cal. Civ. Code 1798.130(a)(2)(A), 11 CCR 7021(b): 45 days (advisori.com/cpra);
	// 11 CCR 7026(f), read as it was numbered 999.315(e): 15 working days for an
	// opt-out, which are 21 days (regulations.justia.com says what became of it).
	{"ccpa", "US", term{days: 45}, map[PetitionKind]term{AskObjection: {days: 21}}},
	// Singapore: Personal Data Protection Regulations 2021, reg. 5 and 6: 30 days.
	// pdpc.gov.sg, checklist before an access review
	{"pdpa_sg", "SG", term{days: 30}, nil},
	// Thailand: PDPA B.E. 2562 s. 30: 30 days. library.siam-legal.com/thai-law
	{"pdpa_th", "TH", term{days: 30}, nil},
	// Mainland China: PIPL Art. 45 says promptly; GB/T 35273-2020, 8.7, recalled:
	// 30 days.
	{"pipl", "CN", term{days: 30}, nil},
	// Korea: Enforcement Decree of PIPA Art. 41: 10 days (hellaw.co.kr); Art. 44: the
	// same for an objection (itwiki.kr); Art. 43, recalled: for correction and erasure.
	{"pipa", "KR", term{days: 10}, nil},
	// Canada: PIPEDA s. 8(3): 30 days. proteuscyber.com/privacy-database/pipeda-8
	{"pipeda", "CA", term{days: 30}, nil},
	// Australia: APP guidelines 12.67 and 13.41: 30 calendar days.
	// privacy108.com.au/insights/responding-to-access-requests
	{"app", "AU", term{days: 30}, nil},
	// Turkey: KVKK Art. 13(2): 30 days. verionay.com, frequently asked questions
	{"kvkk", "TR", term{days: 30}, nil},
	// Indonesia: Law 27 of 2022 Art. 32(2): three times 24 hours. dntlawyers.com
	{"pdp_id", "ID", term{days: 3}, nil},
	// Saudi Arabia: Implementing Regulation of the PDPL Art. 3: 30 days.
	// grcvantage.com, PDPL data subject rights
	{"pdpl_sa", "SA", term{days: 30}, nil},
}

// Laws lists the laws whose terms are known.
func Laws() []Law {
	out := make([]Law, len(laws))
	for i, l := range laws {
		out[i] = l.law
	}
	return out
}

// LawOf returns the law of the land of a country, or "": a default, since a law
// may hold beyond its country.
func LawOf(country string) Law {
	for _, l := range laws {
		for i := 0; i+2 <= len(l.countries); i += 3 {
			if l.countries[i:i+2] == country {
				return l.law
			}
		}
	}
	return ""
}

// Due returns the last day for the answer to a request that was received on a
// day; ok is false when the term of the law is not known. A month ends on the
// day of the same number, or on the last one (Regulation 1182/71 Art. 3(2)(c)).
func (l Law) Due(k PetitionKind, received calendar.Date) (due calendar.Date, ok bool) {
	for _, x := range laws {
		if x.law != l {
			continue
		}
		t, other := x.others[k]
		if !other {
			t = x.usual
		}
		if t.months == 0 {
			return received + calendar.Date(t.days), true
		}
		return received.AddMonths(t.months), true
	}
	return 0, false
}
