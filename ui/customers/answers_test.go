package customers

import (
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
)

func TestTwoAnswersAreWorded(t *testing.T) {
	env, _ := newEnv(t, "en", 1)
	d := newDetail(env)
	at := time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)
	list := d.answersOf(known{others: []book.OtherValue{
		{Entity: "customer", Field: "role", Present: "Buyer", Value: "Head of purchasing", By: "Lena's notebook", At: at},
		{Entity: "customer", Field: "country", Present: "IN", Value: "", By: "Lena's notebook", At: at},
	}})
	if len(list) != 2 || list[0].present != "Buyer" || list[0].other != "Head of purchasing" || !strings.Contains(list[0].from, "Lena's notebook") {
		t.Errorf("%+v", list)
	}
	if list[1].present != "India" || list[1].other != env.T("customers.answer_nothing", nil) || list[0].field == list[1].field {
		t.Errorf("%+v", list[1])
	}
}
