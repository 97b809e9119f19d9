package counsel

import (
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/locales"
)

// Fact is a fact of a market as it is shown.
type Fact struct {
	Label locales.ID
	Value string
	Note  string // on what it rests, or what is special about it; may be ""
}

// Facts lists what is known of a market on a day, in the language of the
// printer. All of it is a default for its customers.
func Facts(p *locales.Printer, markets *culture.Culture, code string, on calendar.Date) []Fact {
	m, ok := markets.Market(code)
	if !ok {
		return nil
	}
	var languages, calendars, payments []string
	for _, l := range m.Languages {
		languages = append(languages, p.Language(l))
	}
	for _, c := range m.Calendars {
		calendars = append(calendars, p.CalendarName(c))
	}
	for _, w := range m.Payments {
		payments = append(payments, payment(p, w))
	}
	list := []Fact{
		{"guides.fact_languages", p.List(languages), ""},
		{"guides.fact_weekend", weekdays(p, markets.Weekend(m.Code, "", on)), m.WeekendNote(p.Tag())},
		{"guides.fact_hours", hours(p, markets, m), ""},
		{"guides.fact_zones", strings.ReplaceAll(p.List(m.Zones), "_", " "), ""},
		{"guides.fact_calendars", p.List(calendars), ""},
		{"guides.fact_messengers", p.List(m.Messengers), basis(p, m.MessengersBasis)},
		{"guides.fact_payments", p.List(payments), basis(p, m.PaymentsBasis)},
		{"guides.fact_currency", p.Currency(m.Currency), ""},
		{"guides.fact_phone", m.Phone, ""},
	}
	return slices.DeleteFunc(list, func(f Fact) bool { return f.Value == "" })
}

func weekdays(p *locales.Printer, days []time.Weekday) string {
	var names []string
	for _, w := range p.Weekdays() {
		if slices.Contains(days, w) {
			names = append(names, p.WeekdayLong(w))
		}
	}
	return p.List(names)
}

func hours(p *locales.Printer, markets *culture.Culture, m culture.Market) string {
	start, end, from, to := markets.Hours(m.Code)
	text := p.TimeRange(start/60, start%60, end/60, end%60)
	switch {
	case !m.HoursKnown:
		return p.T("guides.fact_hours_default", locales.V{"Hours": text})
	case from < to:
		return p.T("guides.fact_pause", locales.V{"Hours": text, "Pause": p.TimeRange(from/60, from%60, to/60, to%60)})
	}
	return text
}

// bases are the words for what no published work stands behind.
var bases = map[string]locales.ID{"editor": "guides.basis_editor", "provider documents and editor": "guides.basis_documents"}

func basis(p *locales.Printer, b string) string {
	if id, ok := bases[b]; ok {
		b = p.T(id, nil)
	}
	if b == "" {
		return ""
	}
	return p.T("guides.fact_basis", locales.V{"Basis": b})
}

// ways are the ways to pay that are no names.
var ways = map[string]locales.ID{
	"cards": "guides.pay_cards", "cash": "guides.pay_cash", "COD": "guides.pay_cod", "transfer": "guides.pay_transfer",
	"bank transfer": "guides.pay_transfer", "cheque": "guides.pay_cheque", "invoice": "guides.pay_invoice",
	"B2B: bank T/T, CNY settlement":     "guides.pay_b2b_cny",
	"convenience-store payment":         "guides.pay_store",
	"konbini":                           "guides.pay_konbini",
	"ATM transfer":                      "guides.pay_atm",
	"B2B: month-end closing invoice":    "guides.pay_b2b_month",
	"domestic cards":                    "guides.pay_domestic",
	"virtual-account transfer":          "guides.pay_virtual_transfer",
	"virtual account":                   "guides.pay_virtual",
	"VietQR/NAPAS transfer":             "guides.pay_vietqr",
	"bank link":                         "guides.pay_bank_link",
	"over-the-counter":                  "guides.pay_counter",
	"USD cash":                          "guides.pay_usd_cash",
	"USD and KHR cash":                  "guides.pay_usd_khr_cash",
	"net banking":                       "guides.pay_net_banking",
	"bank QR":                           "guides.pay_bank_qr",
	"post-dated cheques B2B":            "guides.pay_b2b_postdated",
	"Shetab bank cards":                 "guides.pay_shetab",
	"sanctions: no international cards": "guides.pay_no_foreign_cards",
	"cards with instalments":            "guides.pay_instalments",
	"instant EFT":                       "guides.pay_instant_eft",
	"SEPA transfer/direct debit":        "guides.pay_sepa_debit",
	"QR-bill invoice":                   "guides.pay_qr_bill",
	"bonifico":                          "guides.pay_bonifico",
	"Ri.Ba. in B2B":                     "guides.pay_riba",
	"SEPA invoice":                      "guides.pay_sepa_invoice",
	"bankgiro invoice":                  "guides.pay_bankgiro",
	"online bank":                       "guides.pay_online_bank",
	"bank claim":                        "guides.pay_bank_claim",
	"instant transfer":                  "guides.pay_instant",
	"cheque in B2B":                     "guides.pay_b2b_cheque",
	"B2B RUB/CNY transfer":              "guides.pay_b2b_rub",
	"sanctions":                         "guides.pay_sanctions",
	"cards/PostePay":                    "guides.pay_postepay",
	"boleto":                            "guides.pay_boleto",
	"e-cheq":                            "guides.pay_e_cheque",
	"cards with months":                 "guides.pay_instalments",
	"cards in parcels":                  "guides.pay_instalments",
	"cards in cuotas":                   "guides.pay_instalments",
}

// payment writes a way to pay: what is no name in words, names as they are.
func payment(p *locales.Printer, way string) string {
	general, detail, local := strings.Cut(strings.TrimSuffix(way, ")"), " (")
	id, ok := ways[general]
	switch name, cards := strings.CutSuffix(way, " cards"); {
	case !ok && cards:
		return p.T("guides.pay_cards_of", locales.V{"Name": name})
	case !ok:
		return way
	case local:
		return p.T("guides.pay_detail", locales.V{"Way": p.T(id, nil), "Detail": detail})
	}
	return p.T(id, nil)
}
