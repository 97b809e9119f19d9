package explain

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sync"
	"dragoman/locales"
)

// enough lists the faults for which the sentence of the code says all that a
// user can use, each with the reason.
var enough = map[string]string{
	"conflict  stale":             "the sentence of a conflict says that it was changed in between",
	"not_found checklist ":        "the line is gone like anything else that is gone",
	"not_found  file":             "the sentence says that it is no longer there",
	"not_a_book  foreign":         "the sentence says that the file is something else",
	"read_only  opened_read_only": "the sentence says that the file cannot be written",
	"read_only  file":             "the sentence says that the file cannot be written",
	"corrupt  version":            "the sentence says that the file is damaged",
	"corrupt  references":         "the sentence says that the file is damaged",
	"invalid view unknown":        "a fault of the program: users choose among the views",
	"invalid sort unknown":        "a fault of the program: users choose among the columns",
	"invalid after unreadable":    "a fault of the program: users do not write page marks",
	"invalid id missing":          "a fault of the program: users do not write ids",
	"invalid name path":           "a fault of the program: users do not name the files of sync",
}

// ofPlaces are the faults of places and codes whose detail is only known when
// the program runs.
var ofPlaces = []string{
	"invalid place sync_address", "locked  sync_busy", "unsupported  sync_too_large", "invalid clock sync_clock",
	"invalid code code_short", "invalid code code_long", "invalid code code_sign", "invalid code code_group", "invalid code code_whole",
}

// source is what the syntax of the module says about errors.
type source struct {
	t        *testing.T
	consts   map[string]string // of book and exchange: name -> text
	places   map[string]string // of sync and share: name -> detail
	faults   map[string]string // "code field detail" -> where
	validate map[string]string // "field_detail" that Validate makes -> where
}

// readSource finds every book.Error that the program makes.
func readSource(t *testing.T) *source {
	t.Helper()
	s := &source{t: t, consts: map[string]string{}, places: map[string]string{}, faults: map[string]string{}, validate: map[string]string{}}
	set := token.NewFileSet()
	var files []*ast.File
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "build"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if n := f.Name.Name; n == "book" || n == "exchange" || n == "sync" || n == "share" {
			s.learn(f)
		}
	}
	for _, f := range files {
		for _, d := range f.Decls {
			fn, _ := d.(*ast.FuncDecl)
			ast.Inspect(d, func(n ast.Node) bool {
				s.visit(n, set, fn, f.Name.Name)
				return true
			})
		}
	}
	return s
}

// learn reads the constants of a package that are texts.
func (s *source) learn(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != len(v.Names) {
			return true
		}
		for i, name := range v.Names {
			l, ok := v.Values[i].(*ast.BasicLit)
			switch {
			case !ok || l.Kind != token.STRING:
			case strings.HasPrefix(s.text(l), "sync_"):
				s.places[name.Name] = s.text(l) // some are called as the codes of the book are
			default:
				s.consts[name.Name] = s.text(l)
			}
		}
		return true
	})
}

// text is the value of a literal or of a known constant, "?" for what is only
// known when the program runs.
func (s *source) text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		v, err := strconv.Unquote(e.Value)
		if err != nil {
			s.t.Fatal(err)
		}
		return v
	case *ast.SelectorExpr:
		return s.text(e.Sel)
	case *ast.Ident:
		if v, ok := s.consts[e.Name]; ok {
			return v
		}
		if v, ok := s.places[e.Name]; ok {
			return v
		}
	}
	return "?"
}

func (s *source) visit(n ast.Node, set *token.FileSet, in *ast.FuncDecl, pkg string) {
	code, field, detail := "", "", ""
	switch n := n.(type) {
	case *ast.CompositeLit:
		if !isError(n.Type, pkg) {
			return
		}
		for _, el := range n.Elts {
			kv, ok := el.(*ast.KeyValueExpr)
			if !ok {
				s.t.Errorf("%s: an Error without names of fields", set.Position(n.Pos()))
				return
			}
			switch kv.Key.(*ast.Ident).Name {
			case "Code":
				code = s.text(kv.Value)
			case "Field":
				field = s.text(kv.Value)
			case "Detail":
				detail = s.text(kv.Value)
			}
		}
	case *ast.CallExpr:
		name, ok := n.Fun.(*ast.Ident)
		switch {
		case ok && name.Name == "invalid" && len(n.Args) == 3:
			code, field, detail = "invalid", s.text(n.Args[1]), s.text(n.Args[2])
		case ok && name.Name == "conflict" && len(n.Args) == 2:
			code, detail = "conflict", s.text(n.Args[1])
		case ok && name.Name == "unsupported" && len(n.Args) == 1:
			code, detail = "unsupported", s.text(n.Args[0])
		default:
			return
		}
	default:
		return
	}
	if code == "?" || detail == "?" || field == "?" {
		return // passes on what was made elsewhere
	}
	where := set.Position(n.Pos()).String()
	s.faults[code+" "+field+" "+detail] = where
	if in != nil && in.Name.Name == "Validate" && pkg == "book" {
		s.validate[field+"_"+detail] = where
	}
}

// isError reports whether a type is book.Error.
func isError(e ast.Expr, pkg string) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return pkg == "book" && e.Name == "Error"
	case *ast.SelectorExpr:
		x, ok := e.X.(*ast.Ident)
		return ok && x.Name == "book" && e.Sel.Name == "Error"
	}
	return false
}

func TestEveryFaultOfTheProgramHasASentence(t *testing.T) {
	s := readSource(t)
	if len(s.faults) < 40 {
		t.Fatalf("only %d faults were found in the source", len(s.faults))
	}
	for name, detail := range s.consts {
		if strings.HasPrefix(name, "Detail") {
			s.faults["unsupported  "+detail] = name
		}
	}
	for name, detail := range s.places {
		var e *book.Error
		if errors.As(sync.Fault("", detail, nil), &e) && e.Code != "" {
			s.faults[string(e.Code)+"  "+detail] = name
		}
	}
	for _, key := range ofPlaces {
		s.faults[key] = "packages transport and keys"
	}
	for _, key := range slices.Sorted(maps.Keys(s.faults)) {
		parts := strings.SplitN(key, " ", 3)
		if _, known := byCode[book.Code(parts[0])]; !known {
			t.Errorf("%s: the code %q has no sentence", s.faults[key], parts[0])
		}
		field := parts[1]
		if parts[0] != string(book.Invalid) {
			field = ""
		}
		_, exact := byDetail[parts[0]+" "+field+" "+parts[2]]
		_, general := enough[key]
		if !exact && !general && parts[2] != "" {
			t.Errorf("%s: %q has no sentence of its own", s.faults[key], key)
		}
		if exact && general {
			t.Errorf("%q has a sentence of its own and need not be listed", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(enough)) {
		if s.faults[key] == "" {
			t.Errorf("nothing makes %q any more", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(byDetail)) {
		if s.faults[key] == "" {
			t.Errorf("there is a sentence for %q, which nothing makes", key)
		}
	}
}

func TestEveryCodeHasASentence(t *testing.T) {
	codes := []book.Code{
		book.Invalid, book.NotFound, book.Conflict, book.Locked, book.ReadOnly, book.DiskFull, book.Corrupt,
		book.NotABook, book.NewerVersion, book.Unsupported, book.Cancelled, book.Internal,
	}
	seen := map[locales.ID]bool{}
	for _, c := range codes {
		if byCode[c] == "" || seen[byCode[c]] {
			t.Errorf("%s has the sentence %q", c, byCode[c])
		}
		seen[byCode[c]] = true
	}
	if len(codes) != len(byCode) {
		t.Errorf("%d codes, %d sentences", len(codes), len(byCode))
	}
}

func TestEveryReasonOfARowHasASentence(t *testing.T) {
	s := readSource(t)
	for name, code := range s.consts {
		switch {
		case strings.HasPrefix(name, "Problem") && problems[code] == "":
			t.Errorf("%s (%s) has no sentence", name, code)
		case strings.HasPrefix(name, "Warn") && warnings[code] == "":
			t.Errorf("%s (%s) has no sentence", name, code)
		}
	}
	if len(s.validate) < 8 {
		t.Fatalf("only %d refusals of Validate were found", len(s.validate))
	}
	for code, where := range s.validate {
		if problems[code] == "" && code != "organisation_itself" { // a new customer has no id yet
			t.Errorf("%s: a row that is refused with %q has no sentence", where, code)
		}
	}
}

func printers(t *testing.T) []*locales.Printer {
	t.Helper()
	var out []*locales.Printer
	for _, tag := range []string{"en", "zh-Hans"} {
		p, err := locales.New(tag, locales.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// sentence fails unless s is whole and in the language of p.
func sentence(t *testing.T, p *locales.Printer, what, s string) {
	t.Helper()
	end, han := ".", false
	if p.Tag() == "zh-Hans" {
		end, han = "。", true
	}
	if !strings.HasSuffix(s, end) || strings.ContainsAny(s, "{}!！") || strings.ContainsRune(s, '。') != han {
		t.Errorf("%s in %s: %q", what, p.Tag(), s)
	}
}

func TestSentencesAreWholeInBothLanguages(t *testing.T) {
	for _, p := range printers(t) {
		for key := range byDetail {
			parts := strings.SplitN(key, " ", 3)
			err := &book.Error{Op: "x", Code: book.Code(parts[0]), Field: parts[1], Detail: parts[2]}
			sentence(t, p, key, Error(p, err))
			if got := Error(p, err); got == Error(p, &book.Error{Code: err.Code}) {
				t.Errorf("%s in %s says no more than its code: %q", key, p.Tag(), got)
			}
		}
		for code := range byCode {
			sentence(t, p, string(code), Error(p, &book.Error{Code: code, Detail: "never_heard_of"}))
		}
		for code := range problems {
			sentence(t, p, code, Problem(p, book.Problem{Code: code}))
		}
		for code := range warnings {
			sentence(t, p, code, Warning(p, book.Warning{Code: code}))
		}
		sentence(t, p, "an unknown problem", Problem(p, book.Problem{Code: "?"}))
		sentence(t, p, "an unknown warning", Warning(p, book.Warning{Code: "?"}))
	}
}

func TestErrorReadsThroughWhatWrapsIt(t *testing.T) {
	p := printers(t)[0]
	secret := errors.New("王小明 +86 130 0000 0001")
	inner := &book.Error{Op: "store", Code: book.Conflict, Detail: "done_already", Err: secret}
	for _, x := range []struct {
		name string
		err  error
		id   locales.ID
	}{
		{"an Error", inner, "error.done_already"},
		{"one within one", &book.Error{Op: "up", Code: book.Conflict, Detail: "done_already", Err: inner}, "error.done_already"},
		{"wrapped", fmt.Errorf("%w: %s", inner, secret), "error.done_already"},
		{"joined", errors.Join(secret, inner), "error.done_already"},
		{"not ours", secret, "error.internal"},
		{"cancelled", fmt.Errorf("x: %w", context.Canceled), "error.cancelled"},
		{"too late", context.DeadlineExceeded, "error.cancelled"},
		{"a code of tomorrow", &book.Error{Code: "meteor"}, "error.internal"},
		{"a field only matters for what is invalid", &book.Error{Code: book.Conflict, Field: "x", Detail: "exists"}, "error.file_exists"},
		{"an unknown field", &book.Error{Code: book.Invalid, Field: "x", Detail: "missing"}, "error.invalid"},
	} {
		got := Error(p, x.err)
		if got != p.T(x.id, nil) {
			t.Errorf("%s: %q, want %s", x.name, got, x.id)
		}
		if strings.Contains(got, "王") || strings.Contains(got, "130") {
			t.Errorf("%s shows a customer: %q", x.name, got)
		}
	}
}

func TestBadRowsSayWhereAndWhy(t *testing.T) {
	for _, p := range printers(t) {
		c := book.Customer{
			Name: book.Name{Full: "王小明"}, City: "成都", Channels: []book.Channel{{Value: "123"}},
			Dates:  []book.ImportantDate{{Raw: "春天"}, {When: calendar.Partial{Calendar: calendar.Gregorian, Year: 1985, Month: 4, Day: 3}}},
			Origin: book.Origin{Extra: []book.Property{{Name: "FN", Value: "a"}, {Name: "X", Value: "b"}}},
		}
		rows := BadRows(p, []book.ImportItem{
			{Incoming: book.Incoming{Row: 1234, Customer: c, Notes: []string{"note"}, Problem: &book.Problem{Code: "cut"}}},
			{Incoming: book.Incoming{Row: 7, Problem: &book.Problem{Code: "?"}}},
		})
		if len(rows) != 3 {
			t.Fatalf("%d rows, want 3", len(rows))
		}
		for i, r := range rows {
			if len(r) != 4 {
				t.Fatalf("row %d has %d cells", i, len(r))
			}
		}
		if slices.Contains(rows[0], "") {
			t.Errorf("header %q", rows[0])
		}
		if r := rows[1]; r[0] != "1234" || r[1] != p.T("problem.cut", nil) || r[2] != "王小明" || r[3] != "成都\n123\n春天\ngregorian:1985-04-03\nnote\nFN: a\nX: b" {
			t.Errorf("row = %q", r)
		}
		if got := BadRows(p, nil); len(got) != 1 {
			t.Errorf("of nothing: %q", got)
		}
	}
}
