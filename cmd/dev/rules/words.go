package rules

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const (
	kitDir  = "ui/internal/kit"
	fynePkg = "fyne.io/fyne/v2"
)

// wordPackages are the packages whose constructors show the text they get.
var wordPackages = []string{fynePkg, fynePkg + "/widget", fynePkg + "/dialog", fynePkg + "/canvas", fynePkg + "/container", module + "/" + kitDir}

// wordMethods are the methods that show the text they get, on whatever type.
var wordMethods = []string{"SetText", "SetTitle", "SetPlaceHolder", "SetSubTitle", "SetLabel", "SetTooltip", "SetToolTip", "NewWindow"}

// wordFields are the fields that are shown, in literals of those packages'
// types.
var wordFields = []string{"Text", "PlaceHolder", "Title", "SubTitle", "Label", "HintText", "Hint", "Tooltip", "ToolTip", "Content"}

// codeParams are the names of parameters that take a code rather than words.
var codeParams = []string{"icon", "id", "key", "code", "route", "tag", "glyph"}

// Words checks that no text for people stands in the code of the window:
// constructors, setters and fields that show text get it from the Printer.
// Signs without a letter or a space, as in "×" or "·", need no translation.
func Words(sources []Source) []Breach {
	files, out := parse(sources)
	kit := signatures(files)
	for _, f := range files {
		if f.isTest() || !within(f.dir(), "ui") && !within(f.dir(), "cmd/dragoman") {
			continue
		}
		c := wordChecker{file: f, names: f.imports(), kit: kit}
		ast.Inspect(f.tree, c.look)
		out = append(out, c.out...)
	}
	return out
}

// wordChecker looks through one file.
type wordChecker struct {
	file  parsed
	names map[string]string
	kit   map[string][]param
	out   []Breach
}

// param is one parameter of a function of the kit.
type param struct{ name, kind string }

// takesWords tells whether a text given here would be shown.
func (p param) takesWords() bool {
	return (p.kind == "string" || p.kind == "...string" || p.kind == "[]string") && !slices.Contains(codeParams, strings.ToLower(p.name))
}

// signatures reads the parameters of the kit's exported functions, by name.
func signatures(files []parsed) map[string][]param {
	out := map[string][]param{}
	for _, f := range files {
		if f.dir() != kitDir || f.isTest() {
			continue
		}
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() {
				continue
			}
			params := []param{}
			for _, field := range fn.Type.Params.List {
				for range max(len(field.Names)-1, 0) + 1 {
					params = append(params, param{kind: kind(field.Type)})
				}
				for i, name := range field.Names {
					params[len(params)-len(field.Names)+i].name = name.Name
				}
			}
			out[fn.Name.Name] = params
		}
	}
	return out
}

// kind is a type's text, as far as words are concerned.
func kind(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.Ellipsis:
		return "..." + kind(e.Elt)
	case *ast.ArrayType:
		return "[]" + kind(e.Elt)
	}
	return ""
}

func (c *wordChecker) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		c.call(n)
	case *ast.CompositeLit:
		c.literal(n)
	}
	return true
}

// call checks the arguments of a constructor or a setter.
func (c *wordChecker) call(n *ast.CallExpr) {
	name, pkg := c.callee(n.Fun)
	if name == "" {
		return
	}
	shown := slices.Contains(wordMethods, name)
	constructor := pkg != "" && (strings.HasPrefix(name, "New") || strings.HasPrefix(name, "Show"))
	if pkg == fynePkg {
		// Of Fyne's root package only these show what they get: a resource's
		// name, say, is never seen.
		constructor = slices.Contains([]string{"NewMenu", "NewMenuItem", "NewNotification"}, name)
	}
	params, known := c.kit[name]
	inKit := pkg == module+"/"+kitDir
	if !shown && !constructor && !inKit {
		return
	}
	for i, arg := range n.Args {
		if inKit && known && len(params) > 0 && !params[min(i, len(params)-1)].takesWords() {
			continue
		}
		c.flag(arg, name)
	}
}

// callee is the name of a called function or method, and the package it is
// from when that is one that shows text.
func (c *wordChecker) callee(fun ast.Expr) (name, pkg string) {
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok && slices.Contains(wordPackages, c.names[x.Name]) {
			pkg = c.names[x.Name]
		}
		return fun.Sel.Name, pkg
	case *ast.Ident:
		if _, ok := c.kit[fun.Name]; ok && c.file.dir() == kitDir {
			return fun.Name, module + "/" + kitDir
		}
	case *ast.IndexExpr:
		return c.callee(fun.X)
	}
	return "", ""
}

// literal checks the shown fields of a widget written as a literal.
func (c *wordChecker) literal(n *ast.CompositeLit) {
	s, ok := n.Type.(*ast.SelectorExpr)
	if !ok {
		return
	}
	x, ok := s.X.(*ast.Ident)
	if !ok || !slices.Contains(wordPackages, c.names[x.Name]) {
		return
	}
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := kv.Key.(*ast.Ident); ok && slices.Contains(wordFields, key.Name) {
			c.flag(kv.Value, s.Sel.Name+"."+key.Name)
		}
	}
}

// flag reports the words in an expression that is about to be shown.
func (c *wordChecker) flag(e ast.Expr, where string) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); e.Kind == token.STRING && err == nil && hasWords(text) {
			c.out = append(c.out, Breach{c.file.at(e), fmt.Sprintf("%q goes to %s: words come from locales through the Printer", text, where)})
		}
	case *ast.BinaryExpr:
		c.flag(e.X, where)
		c.flag(e.Y, where)
	case *ast.ParenExpr:
		c.flag(e.X, where)
	case *ast.CompositeLit:
		if a, ok := e.Type.(*ast.ArrayType); ok && kind(a) == "[]string" {
			for _, x := range e.Elts {
				c.flag(x, where)
			}
		}
	case *ast.CallExpr:
		if name, _ := c.callee(e.Fun); strings.HasPrefix(name, "Sprint") || name == "Join" {
			for _, x := range e.Args {
				c.flag(x, where)
			}
		}
	}
}

// verbForm matches the verbs of fmt, which are no words.
var verbForm = regexp.MustCompile(`%[-+# 0]*[0-9*]*(\.[0-9*]+)?[a-zA-Z%]`)

// hasWords tells whether a text has a letter in it, verbs aside: blanks
// and signs between pieces of text are the same in every language.
func hasWords(text string) bool {
	return strings.ContainsFunc(verbForm.ReplaceAllString(text, ""), unicode.IsLetter)
}
