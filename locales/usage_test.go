package locales

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDeclared holds that every message that the program asks for is declared.
// It reads the syntax of the whole module: ids stand in the source as literals.
// An id may also be put together from a literal that ends in "_" or "." and a
// stored code, as in locales.ID("customer.kind_" + kind); that asks for all ids
// that begin so.
func TestDeclared(t *testing.T) {
	u := readUsage(t)
	english := catalogueOf(sourceTag)
	for _, id := range slices.Sorted(maps.Keys(u.asked)) {
		if english.messages[ID(id)] == nil {
			t.Errorf("%s asks for %s, which is not declared", u.asked[id], id)
		}
	}
	for _, prefix := range slices.Sorted(maps.Keys(u.prefixes)) {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(english.messages)), func(id ID) bool {
			return strings.HasPrefix(string(id), prefix)
		}) {
			t.Errorf("%s asks for %s…, and nothing declared begins so", u.prefixes[prefix], prefix)
		}
	}
}

// TestUsed holds that every declared message is asked for somewhere.
func TestUsed(t *testing.T) {
	u := readUsage(t)
	english := catalogueOf(sourceTag)
	prefixes := slices.Collect(maps.Keys(u.prefixes))
	for _, id := range slices.Sorted(maps.Keys(english.messages)) {
		began := func(prefix string) bool { return strings.HasPrefix(string(id), prefix) }
		if !u.literals[string(id)] && !slices.ContainsFunc(prefixes, began) {
			t.Errorf("%s: nothing uses %s", english.origin[id], id)
		}
	}
}

// idForm is what ids look like.
var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]*\.[a-z0-9_.]+$`)

// usage finds ids in the syntax trees of the module. It knows no types, so it
// first learns by name which struct fields and parameters hold an id.
type usage struct {
	t        *testing.T
	set      *token.FileSet
	files    []*ast.File
	own      map[*ast.File]bool  // files of this package, where the type is just ID
	fields   map[string][]string // struct type -> names of its fields, "" for those that hold no id
	takes    map[string][]bool   // function or method -> which parameters hold an id
	asked    map[string]string   // id -> where
	prefixes map[string]string
	literals map[string]bool // every string literal of the program
}

// readUsage reads the syntax of the module once for each test.
func readUsage(t *testing.T) *usage {
	t.Helper()
	u := newUsage(t, "..")
	u.learn()
	u.collect()
	return u
}

func newUsage(t *testing.T, root string) *usage {
	u := &usage{
		t: t, set: token.NewFileSet(), own: map[*ast.File]bool{}, fields: map[string][]string{},
		takes: map[string][]bool{"T": {true}, "N": {true}}, asked: map[string]string{}, prefixes: map[string]string{},
		literals: map[string]bool{},
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(u.set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		u.files = append(u.files, f)
		u.own[f] = filepath.Dir(path) == filepath.Join(root, "locales")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// holdsID reports whether a type is ID, or a list, map or pointer of it.
func (u *usage) holdsID(f *ast.File, e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return u.own[f] && e.Name == "ID"
	case *ast.SelectorExpr:
		x, ok := e.X.(*ast.Ident)
		return ok && x.Name == "locales" && e.Sel.Name == "ID"
	case *ast.ArrayType:
		return u.holdsID(f, e.Elt)
	case *ast.MapType:
		return u.holdsID(f, e.Value) || u.holdsID(f, e.Key)
	case *ast.Ellipsis:
		return u.holdsID(f, e.Elt)
	}
	return false
}

// learn notes the fields and parameters that hold an id.
func (u *usage) learn() {
	for _, f := range u.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok {
					u.fields[n.Name.Name] = append(u.fields[n.Name.Name], u.structFields(f, s)...)
				}
			case *ast.FuncDecl:
				u.learnFunc(f, n)
			}
			return true
		})
	}
}

func (u *usage) structFields(f *ast.File, s *ast.StructType) []string {
	var out []string
	for _, field := range s.Fields.List {
		for _, name := range field.Names {
			if u.holdsID(f, field.Type) {
				out = append(out, name.Name)
			} else {
				out = append(out, "")
			}
		}
	}
	return out
}

func (u *usage) learnFunc(f *ast.File, n *ast.FuncDecl) {
	var takes []bool
	for _, p := range n.Type.Params.List {
		for range max(1, len(p.Names)) {
			takes = append(takes, u.holdsID(f, p.Type))
		}
	}
	if slices.Contains(takes, true) {
		u.takes[n.Name.Name] = takes
	}
}

// collect walks all files and notes the ids that they ask for.
func (u *usage) collect() {
	for _, f := range u.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					u.literals[s] = true
				}
			case *ast.CallExpr:
				u.call(f, n)
			case *ast.ValueSpec:
				if n.Type != nil && u.holdsID(f, n.Type) {
					for _, v := range n.Values {
						u.ask(v)
					}
				}
			case *ast.CompositeLit:
				u.composite(f, n, n.Type)
			case *ast.FuncDecl:
				u.results(f, n)
			}
			return true
		})
	}
}

// call notes ids in conversions and in arguments.
func (u *usage) call(f *ast.File, n *ast.CallExpr) {
	if len(n.Args) == 1 && u.holdsID(f, n.Fun) {
		u.ask(n.Args[0])
		return
	}
	name := ""
	switch fun := n.Fun.(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	}
	takes := u.takes[name]
	for i, arg := range n.Args {
		if len(takes) > 0 && takes[min(i, len(takes)-1)] {
			u.ask(arg)
		}
	}
}

// composite notes ids in literals of lists and maps of ids and of structs that
// have fields for them.
func (u *usage) composite(f *ast.File, n *ast.CompositeLit, typ ast.Expr) {
	all := typ != nil && u.holdsID(f, typ)
	for i, e := range n.Elts {
		key := ""
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				key = id.Name
			}
			if m, ok := typ.(*ast.MapType); ok && u.holdsID(f, m.Key) {
				u.ask(kv.Key)
			}
			e = kv.Value
		}
		if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
			u.composite(f, inner, element(typ))
			continue
		}
		fields := u.fields[typeName(typ)]
		if m, ok := typ.(*ast.MapType); ok && !u.holdsID(f, m.Value) {
			continue
		}
		if all || key != "" && slices.Contains(fields, key) || key == "" && i < len(fields) && fields[i] != "" {
			u.ask(e)
		}
	}
}

// results notes ids that a function returns.
func (u *usage) results(f *ast.File, n *ast.FuncDecl) {
	if n.Type.Results == nil || n.Body == nil || !u.holdsID(f, n.Type.Results.List[0].Type) {
		return
	}
	ast.Inspect(n.Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
			u.ask(r.Results[0])
		}
		return true
	})
}

// element returns the type of the elements of a list or map.
func element(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.ArrayType:
		return e.Elt
	case *ast.MapType:
		return e.Value
	}
	return nil
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// ask notes an id, or the beginning of one that is put together.
func (u *usage) ask(e ast.Expr) {
	where := fmt.Sprint(u.set.Position(e.Pos()))
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil && idForm.MatchString(s) {
			u.asked[s] = where
		}
	case *ast.BinaryExpr:
		if lit, ok := e.X.(*ast.BasicLit); ok {
			s, err := strconv.Unquote(lit.Value)
			if err == nil && (strings.HasSuffix(s, "_") || strings.HasSuffix(s, ".")) {
				u.prefixes[s] = where
			}
		}
	}
}
