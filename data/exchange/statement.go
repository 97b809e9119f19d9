package exchange

import (
	"context"
	"html"
	"io"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// statementStyle prints on paper in any browser; nothing is loaded from
// elsewhere.
const statementStyle = `body{font:14px/1.5 system-ui,sans-serif;color:#1d2433;margin:2.5em auto;max-width:46em;padding:0 1em}
h1{font-size:1.5em;margin:0}table{border-collapse:collapse;width:100%;margin-top:1.5em}
td,th{text-align:start;padding:.4em .6em;border-bottom:1px solid #dcdcd4;vertical-align:top}.n{text-align:end;white-space:nowrap}
.muted{color:#667}.sum{font-size:1.4em;font-weight:bold}@media print{body{margin:0}}`

// WriteStatement writes the points of a customer as a page that can be printed:
// tier, balance, what expires next, and every line of the ledger with the balance
// after it. It is in the language that the customer reads, as far as the product
// has it, and tells in which.
func WriteStatement(ctx context.Context, w io.Writer, b *book.Book, p *locales.Printer, customer book.ID) (lang string, err error) {
	c, err := b.Customers.Get(ctx, customer)
	if err != nil {
		return "", err
	}
	p = printerFor(c, p)
	return p.Tag(), writeStatement(ctx, w, b, p, c)
}

// printerFor is who writes to a customer: in the first of their languages that
// the product has, in English where it has none of them, and as the user reads
// where nothing is known.
func printerFor(c book.Customer, p *locales.Printer) *locales.Printer {
	var tags []string
	for _, l := range c.Languages {
		tags = append(tags, l.Tag)
	}
	if len(tags) == 0 {
		return p
	}
	if tag := locales.Match(tags...); tag != p.Tag() {
		if theirs, err := locales.New(tag, locales.Options{Region: p.Region()}); err == nil {
			return theirs
		}
	}
	return p
}

func writeStatement(ctx context.Context, w io.Writer, b *book.Book, p *locales.Printer, c book.Customer) error {
	customer := c.ID
	plan, err := b.Loyalty.Programme(ctx)
	if err != nil {
		return err
	}
	x, err := b.Loyalty.Standing(ctx, customer)
	if err != nil {
		return err
	}
	rows, err := b.Loyalty.Entries(ctx, customer, 0)
	if err != nil {
		return err
	}
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	today, err := b.Today(ctx)
	if err != nil {
		return err
	}
	e := html.EscapeString
	var out strings.Builder
	title := p.T("loyalty.statement", nil)
	out.WriteString(`<!DOCTYPE html><html lang="` + e(p.Tag()) + `"><meta charset="utf-8"><title>` + e(title) + `</title><style>` + statementStyle + `</style>` + "\n")
	out.WriteString(`<p class="muted">` + e(st.Company) + "</p><h1>" + e(title) + "</h1>\n<p>" + e(c.Name.Full))
	if c.Name.Latin != "" && c.Name.Latin != c.Name.Full {
		out.WriteString(` <span class="muted">` + e(c.Name.Latin) + "</span>")
	}
	out.WriteString(`<br><span class="muted">` + e(p.Date(today)) + "</span></p>\n<p class=sum>" + e(p.N("loyalty.balance_is", x.Balance, locales.V{"Points": p.Int(int64(x.Balance))})) + "</p>\n")
	if x.HasTier {
		out.WriteString("<p><b>" + e(x.Tier.Name) + "</b>")
		if perk := firstOf(x.Tier.Words(p.Tag()), x.Tier.Perk); perk != "" {
			out.WriteString(" · " + e(perk))
		}
		out.WriteString("</p>\n")
	}
	out.WriteString(expiry(p, plan, rows))
	out.WriteString("<table><tr><th>" + e(p.T("loyalty.column_day", nil)) + "<th>" + e(p.T("loyalty.column_what", nil)) +
		"<th class=n>" + e(p.T("loyalty.column_points", nil)) + "<th class=n>" + e(p.T("loyalty.column_balance", nil)) + "</tr>\n")
	slices.Reverse(rows) // the oldest first
	balance := 0
	for _, r := range rows {
		balance += r.Points
		out.WriteString(statementRow(p, r.PointEntry, r.On, balance))
	}
	out.WriteString("</table></html>\n")
	_, err = io.WriteString(w, out.String())
	return fileError(op, err)
}

// expiry says after how long points expire, and how many do next.
func expiry(p *locales.Printer, plan book.Programme, rows []book.PointRow) string {
	if plan.Expiry == 0 {
		return ""
	}
	ledger := make([]book.PointEntry, len(rows))
	for i, r := range rows {
		ledger[i] = r.PointEntry
	}
	text := html.EscapeString(p.N("loyalty.expires", plan.Expiry, nil))
	if n, on := plan.NextExpiry(ledger); n > 0 {
		text += "<br>" + html.EscapeString(p.N("loyalty.expires_next", n, locales.V{"Points": p.Int(int64(n)), "Date": p.Date(on)}))
	}
	return "<p>" + text + "</p>\n"
}

func statementRow(p *locales.Printer, r book.PointEntry, on calendar.Date, balance int) string {
	e := html.EscapeString
	what := string(r.Kind)
	if id := locales.ID("loyalty.kind_" + string(r.Kind)); p.Has(id) {
		what = p.T(id, nil)
	}
	for _, more := range []string{r.Reward, reasonWords(p, r.Reason)} {
		if more != "" {
			what += " · " + more
		}
	}
	return "<tr><td>" + e(p.Date(on)) + "<td>" + e(what) + "<td class=n>" + e(p.Int(int64(r.Points))) + "<td class=n>" + e(p.Int(int64(balance))) + "</tr>\n"
}

// reasonWords writes the reason of an entry.
func reasonWords(p *locales.Printer, code string) string {
	switch code {
	case book.ReasonOrderChanged:
		return p.T("loyalty.reason_order", nil)
	case book.ReasonBirthday:
		return p.T("loyalty.reason_birthday", nil)
	case book.ReasonHoliday:
		return p.T("loyalty.reason_holiday", nil)
	}
	return code
}
