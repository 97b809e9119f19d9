package screen

import (
	"reflect"
	"testing"

	"dragoman/data/book"
)

func TestNear(t *testing.T) {
	for _, c := range []book.Concerned{
		{Everybody: true},
		{Countries: []string{"CN", "HK"}, Cultures: []string{"IN-TN"}, Observances: []string{"islamic"}},
		{Observances: []string{"islamic"}, Within: []string{"SA"}},
		{Observances: []string{"islamic"}, Without: []string{"SA", "QA"}},
	} {
		if got, ok := NearOf(Near(c)); !ok || !reflect.DeepEqual(got, c) {
			t.Errorf("%q comes back as %+v", Near(c), got)
		}
	}
	if c, ok := NearOf("CN,JP;;islamic"); !ok || len(c.Countries) != 2 || len(c.Observances) != 1 {
		t.Errorf("a route that was kept before: %+v", c)
	}
	for _, s := range []string{"", "CN", ";"} {
		if _, ok := NearOf(s); ok {
			t.Errorf("%q is taken", s)
		}
	}
}
