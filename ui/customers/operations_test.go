package customers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"

	"dragoman/data/book"
	"dragoman/ui/internal/screentest"
)

// TestEveryOperationHasAWord reads the kinds of operation where they are declared:
// the history shows each of them.
func TestEveryOperationHasAWord(t *testing.T) {
	tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "data", "book", "history.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	env, _ := screentest.NewEnv(t, "zh-Hans")
	found := 0
	ast.Inspect(tree, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := v.Type.(*ast.Ident); !ok || kind.Name != "OpKind" {
			return true
		}
		for _, x := range v.Values {
			code, err := strconv.Unquote(x.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found++
			if operationWord(env.Printer, book.Operation{Kind: book.OpKind(code)}) == code {
				t.Errorf("%q has no word", code)
			}
		}
		return true
	})
	if found < 50 {
		t.Errorf("found %d kinds only", found)
	}
}
