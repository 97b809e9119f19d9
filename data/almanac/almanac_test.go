package almanac

import "testing"

func TestDefaultLoads(t *testing.T) {
	a, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range a.Rules() {
		if r.Country == "" {
			n++
		}
	}
	t.Logf("%d rules of traditions, %d rules", n, len(a.Rules()))
	if n < 150 {
		t.Errorf("only %d rules of traditions", n)
	}
}
