package rules

import (
	"go/ast"
)

// runner is the one file of the window that may start work beside the UI
// goroutine.
const runner = "ui/runner.go"

// Threads checks that widgets stay on the UI goroutine: under ui/ only
// runner.go starts goroutines, hands work to the UI goroutine or sets timers,
// and nobody waits for the UI goroutine, which can block for ever.
func Threads(sources []Source) []Breach {
	files, out := parse(sources)
	for _, f := range files {
		names := f.imports()
		inside := within(f.dir(), "ui") && f.Path != runner && f.Path != "ui/runner_test.go"
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				if inside {
					out = append(out, Breach{f.at(n), "go statement: background work goes through the Runner"})
				}
			case *ast.SelectorExpr:
				if why := threadCall(names, n, inside); why != "" {
					out = append(out, Breach{f.at(n), why})
				}
			}
			return true
		})
	}
	return out
}

// threadCall says what is wrong with naming this function here, or nothing.
// Naming it is enough: it need not be called on the spot.
func threadCall(names map[string]string, s *ast.SelectorExpr, inside bool) string {
	x, ok := s.X.(*ast.Ident)
	if !ok {
		return ""
	}
	switch pkg := names[x.Name]; {
	case pkg == "fyne.io/fyne/v2" && s.Sel.Name == "DoAndWait":
		return "fyne.DoAndWait: waiting for the UI goroutine can block for ever"
	case pkg == "fyne.io/fyne/v2" && s.Sel.Name == "Do" && inside:
		return "fyne.Do: only the Runner hands work to the UI goroutine"
	case pkg == "time" && s.Sel.Name == "AfterFunc" && inside:
		return "time.AfterFunc: it calls back on another goroutine; the Runner has a timer"
	}
	return ""
}
