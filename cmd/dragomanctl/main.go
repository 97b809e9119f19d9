// Command dragomanctl does the work of Dragoman without a window: for
// schedules, for scripts and for looking into a book from a terminal. It needs
// no C compiler and goes through the same use cases as the window.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/data/sqlite"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// The exit codes.
const (
	exitDone    = 0
	exitNotDone = 1
	exitWrong   = 2
)

func main() {
	debug.SetGCPercent(50) // a long import stays under 400 MB and takes no longer
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// verb is one thing that the program does. setup declares the flags and
// returns what to do with the words that are left.
type verb struct {
	name  string
	usage string
	help  locales.ID
	setup func(c *call) func(ctx context.Context, args []string) error
}

// verbs are all of them in the order of the help.
func verbs() []verb {
	return []verb{
		{"demo", "--book F [--customers N] [--seed S]", "ctl.help_demo", demo},
		{"import", "--book F PATH… [--layout L] [--encoding E] [--existing skip|fill|update] [--basis B] [--dry-run] [--bad-rows OUT.csv] [--passphrase-file P] [--json]", "ctl.help_import", importFiles},
		{"export", "--book F --format json|csv|xlsx|vcard|ics|html [--profile iphone|android|v4] [--fields F,…] [--segment S] [--query Q] [--culture C] [--country C] [--tag T] [--sensitive] OUT", "ctl.help_export", export},
		{"undo", "--book F [--last|ID]", "ctl.help_undo", undo},
		{"customers", "--book F [--query Q] [--segment S] [--culture C] [--country C] [--tag T] [--consent C] [--format csv|json] [--limit N]", "ctl.help_customers", customers},
		{"search", "--book F Q [--limit N] [--json]", "ctl.help_search", search},
		{"holidays", "[--country CN,JP] [--region DE-BY] [--tradition T,…] --year Y | --from D --to D [--lang L] [--format csv|json|ics] [--explain ID] [--book F]", "ctl.help_holidays", holidays},
		{"days", "list | add announced|closing|holiday | remove ID  --book F [--on D|C:Y-M-D|C:--M-D|\"3 mon in 10\"] [--until D] [--days N] [--rule ID] [--customer ID] [--country CC] [--region R] [--name N] [--kind K] [--mood M] [--note T] [--format csv|json]", "ctl.help_days", days},
		{"months", "--calendar C --from Y --to Y", "ctl.help_months", months},
		{"convert", "DATE --to C | C:Y-M-D[L]", "ctl.help_convert", convert},
		{"weekend", "COUNTRY [--region R] [--on D]", "ctl.help_weekend", weekend},
		{"name", "--locale L [--name-locale L] [--title T] --given G [--given2 G2] --surname S [--surname2 S2] [--order givenFirst|surnameFirst|sorting] [--length long|medium|short] [--usage referring|addressing|monogram] [--formality formal|informal]", "ctl.help_name", name},
		{"culture", "list [--format csv|json] | show CC [--topic T] [--lang L] [--format text|json] [--book F] | compare A B [--topic T] [--lang L] [--format text|json] [--book F]", "ctl.help_culture", cultures},
		{"script", "--stage S --channel mail|phone|messenger --formality formal|warm [--customer ID --book F [--perk]] --lang L", "ctl.help_script", script},
		{"followups", "--book F [--due today|overdue|week|all] [--format csv|json]", "ctl.help_followups", followups},
		{"log", "[list | remove ID] --book F --customer ID --kind K [--direction out|in] [--at T] [--text T] [--language L] [--present P] [--outcome O] [--mood M] [--minutes N] [--network N] [--aside] [--next T --next-day D [--keep-day]] [--file PATH]… [--query Q] [--limit N] [--format csv|json]", "ctl.help_log", logTouch},
		{"order", "add | list | sum | remove ID | import FILE | export FILE | base CURRENCY | rates list|add|import FILE  --book F [--customer ID] [--on D] [--total N] [--currency C] [--cost N] [--status quote|open|delivered|paid|cancelled|returned] [--number N] [--payment T] [--note T] [--rate N] [--from D] [--to D] [--unrated] [--dry-run] [--limit N] [--format csv|json]", "ctl.help_order", order},
		{"deal", "add | list | stages | move ID STAGE  --book F [--customer ID] [--title T] [--stage S] [--amount N] [--currency C] [--likelihood P] [--expected D] [--owner O] [--why T] [--note T] [--open] [--format csv|json]", "ctl.help_deal", deal},
		{"case", "add --customer ID --subject T [--kind request|complaint] [--channel C] [--seriousness grave|usual|minor] [--owner O] [--tier T] [--text T] [--received T] | list [--view open|soon|closed|all] [--kind K] [--state S] [--owner O] [--customer ID] | show ID | step STEP ID [--at T] [--reason T] [--cause T] [--remedy T] [--changed T] [--learnt T] [--log KIND --log-text T] | reopen ID  --book F [--limit N] [--format csv|json]", "ctl.help_case", cases},
		{"insight", "[findings | value CUSTOMER] --book F [--measure M,…] [--by culture|country|owner|segment] [--segment S] [--from D] [--to D] [--format csv|json]", "ctl.help_insight", figures},
		{"consent", "list --customer ID | record --customer ID --purpose P [--declined] | withdraw --customer ID --purpose P | may --purpose P [--query Q] [--customer ID]  --book F [--channel C] [--address A] [--wording T] [--source S] [--on D] [--expires D] [--format csv|json]", "ctl.help_consent", consent},
		{"survey", "add --customer ID --score N [--measure csat|nps] [--on D] [--text T] [--themes T,…] [--case ID] | import FILE.csv|FILE.xlsx [--dry-run] [--bad-rows OUT.csv] | list [--customer ID] [--measure M] [--from D] [--to D] | text [--measure M] [--lang L]  --book F [--format csv|json]", "ctl.help_survey", surveys},
		{"loyalty", "members | ledger | redemptions | daily | join | quit | give | adjust | redeem | statement OUT.html  --book F [--customer ID] [--points N] [--reward R] [--reason T] [--limit N] [--format csv|json]", "ctl.help_loyalty", loyalty},
		{"campaign", "list [--kind greeting|crisis|event] | feasts [--days N] | prepare --holiday ID [--on D]|--birthdays [--days N]|--crisis [--by D] [--title T] [--segment S] [--query Q] [--say LANG:SLOT=TEXT]… [--own FILE] [--no-perks] [--no-points] [--dry-run] | show ID [--state waiting|sent|left_out] | edit ID CUSTOMER [--subject T] [--text T] [--perk on|off] [--points on|off] | tick ID CUSTOMER | untick ID CUSTOMER | skip ID CUSTOMER [--reason R] | include ID CUSTOMER | end ID | reopen ID | export ID OUT.csv|OUT.xlsx | remove ID  --book F [--format csv|json]", "ctlmany.help_campaign", campaign},
		{"event", "list | add --title T --on D [--time HH:MM] [--place P] [--segment S] [--query Q] [--say LANG:SLOT=TEXT]… [--own FILE] [--dry-run] | invite ID [--segment S] [--query Q] [--say LANG:SLOT=TEXT]… [--own FILE] | answer ID CUSTOMER yes|no|maybe|none [--guests N] [--diet T] [--seat T] | attend ID CUSTOMER [--absent] | follow-up ID [--for came|missed|invited] [--title T] [--due D] | show, edit, tick, untick, skip, include, end, reopen, export, remove as in campaign  --book F [--format csv|json]", "ctlmany.help_event", event},
		{"team", "list | add NAME | edit NAME [--name NEW] [--languages ja:native,de:some] [--cultures JP,DE] [--note T] [--away] | remove NAME [--to NAME] | fit CUSTOMER | workload | hand-over [CUSTOMER…] [--segment S] [--query Q] --to NAME  --book F [--format csv|json]", "ctlmany.help_team", team},
		{"segment", "list | show NAME | count QUERY | save NAME QUERY | remove NAME | overlap  --book F [--format csv|json]", "ctlmany.help_segment", segments},
		{"duplicates", "--book F [--json]", "ctl.help_duplicates", duplicates},
		{"merge", "--book F KEEP OTHER [--take FIELD,…]", "ctl.help_merge", merge},
		{"backup", "--book F [--list] [--encrypt] [--passphrase-file P] [--json] [OUT]", "ctl.help_backup", backupBook},
		{"restore", "--book F [--dry-run] [--passphrase-file P] [--json] BACKUP", "ctl.help_restore", restore},
		{"drill", "--book F [--passphrase-file P] [--json] [BACKUP]", "ctl.help_drill", drill},
		{"access", "--book F [--encrypt] [--passphrase-file P] [--others] [--json] CUSTOMER [OUT.zip]", "rights.help_access", access},
		{"erase", "--book F [--yes] [--json] CUSTOMER", "rights.help_erase", eraseCustomer},
		{"audit", "[record [OUT.html]] --book F [--from D] [--to D] [--actor A] [--kind K,…] [--format csv|json] [--limit N]", "rights.help_audit", audit},
		{"sync", "init PLACE --label L | join PLACE --label L [--me NAME] | run | status | leave | retire DEVICE  --book F [--passphrase-file P] [--user U] [--bucket B] [--region R] [--json]", "ctl.help_sync", syncBook},
		{"check", "--book F", "ctl.help_check", check},
	}
}

// call is one run of one verb.
type call struct {
	flags *flag.FlagSet
	out   io.Writer
	words io.Writer // stderr
	p     *locales.Printer
	lang  string
	path  string                 // of the book
	own   map[string]book.OwnDay // the user's own days, as far as they are laid over the almanac
}

// wrongCall is an error in how the program was called.
type wrongCall struct {
	id locales.ID
	v  locales.V
}

func (w *wrongCall) Error() string { return string(w.id) }

// notDone is a reason that is not a fault of the book.
type notDone struct {
	id locales.ID
	v  locales.V
}

func (n *notDone) Error() string { return string(n.id) }

// run carries out one call and returns the exit code.
func run(ctx context.Context, args []string, out, words io.Writer) int {
	p := printer(langOf(args))
	slog.SetDefault(slog.New(slog.NewTextHandler(words, &slog.HandlerOptions{Level: slog.LevelError})))
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		overview(p, out)
		if len(args) == 0 {
			return exitWrong
		}
		return exitDone
	}
	all := verbs()
	i := slices.IndexFunc(all, func(v verb) bool { return v.name == args[0] })
	if i < 0 {
		fmt.Fprintln(words, p.T("ctl.unknown_verb", locales.V{"Verb": args[0]}))
		overview(p, words)
		return exitWrong
	}
	v := all[i]
	c := &call{flags: flag.NewFlagSet(v.name, flag.ContinueOnError), out: out, words: words, p: p}
	c.flags.SetOutput(io.Discard)
	c.flags.StringVar(&c.lang, "lang", "", "")
	do := v.setup(c)
	rest, err := c.parse(args[1:])
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(out, "dragomanctl %s %s\n\n%s\n", v.name, v.usage, p.T(v.help, nil))
		return exitDone
	}
	if err == nil {
		err = do(ctx, rest)
	} else {
		err = &wrongCall{"ctl.wrong_flag", locales.V{"Reason": err.Error()}}
	}
	return c.report(v, err)
}

// report says how it went and returns the exit code.
func (c *call) report(v verb, err error) int {
	var wrong *wrongCall
	var not *notDone
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		fmt.Fprintln(c.words, c.p.T(wrong.id, wrong.v))
		fmt.Fprintf(c.words, "dragomanctl %s %s\n", v.name, v.usage)
		return exitWrong
	case errors.As(err, &not):
		fmt.Fprintln(c.words, c.p.T(not.id, not.v))
		return exitNotDone
	}
	fmt.Fprintln(c.words, explain.Error(c.p, err))
	if book.CodeOf(err) == book.Internal {
		fmt.Fprintln(c.words, err)
	}
	return exitNotDone
}

// parse reads flags wherever they stand and returns the other words.
func (c *call) parse(args []string) ([]string, error) {
	var rest []string
	for {
		if err := c.flags.Parse(args); err != nil {
			return nil, err
		}
		args = c.flags.Args()
		if len(args) == 0 {
			return rest, nil
		}
		rest, args = append(rest, args[0]), args[1:]
	}
}

// langOf finds --lang before the flags are known, for the words of errors.
func langOf(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(strings.TrimLeft(a, "-"), "lang="); ok && strings.HasPrefix(a, "-") {
			return v
		}
		if (a == "--lang" || a == "-lang") && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// printer returns the words in a language, or in the one of the system.
func printer(tag string) *locales.Printer {
	if tag == "" {
		tag = locales.System()
	}
	p, err := locales.New(locales.Match(tag), locales.Options{})
	if err != nil {
		// English is built in; without it nothing could be said at all.
		panic(err)
	}
	return p
}

func overview(p *locales.Printer, w io.Writer) {
	fmt.Fprintln(w, p.T("ctl.overview", nil))
	for _, v := range verbs() {
		fmt.Fprintf(w, "  dragomanctl %s %s\n      %s\n", v.name, v.usage, p.T(v.help, nil))
	}
}

// bookFlag declares --book.
func (c *call) bookFlag() { c.flags.StringVar(&c.path, "book", "", "") }

// texts declares flags that take a text, by their names.
func (c *call) texts(flags map[string]*string) {
	for name, to := range flags {
		c.flags.StringVar(to, name, "", "")
	}
}

// bookPath returns the book that is meant: --book, else the one that the window
// opened last.
func (c *call) bookPath() (string, error) {
	if c.path != "" {
		return c.path, nil
	}
	file, err := prefs.Default()
	if err != nil {
		return "", err
	}
	pr, err := file.Load()
	if err != nil || pr.Book == "" {
		return "", &wrongCall{"ctl.no_book", nil}
	}
	return pr.Book, nil
}

// open opens the book that is meant; done closes it.
func (c *call) open(ctx context.Context, readOnly bool) (b *book.Book, f *sqlite.File, done func(), err error) {
	path, err := c.bookPath()
	if err != nil {
		return nil, nil, nil, err
	}
	f, err = sqlite.Open(ctx, path, sqlite.Options{ReadOnly: readOnly})
	if err != nil {
		return nil, nil, nil, err
	}
	b = book.New(f, time.Now)
	b.SetResolver(explain.Resolve)
	return b, f, func() {
		if err := f.Close(); err != nil {
			slog.Error("close", "err", err)
		}
	}, nil
}

// say writes a sentence to stderr.
func (c *call) say(id locales.ID, v locales.V) { fmt.Fprintln(c.words, c.p.T(id, v)) }

// list splits "CN, JP" into its parts.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
}
