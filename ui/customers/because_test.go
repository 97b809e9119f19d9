package customers

import (
	"context"
	"testing"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// TestSensitiveIsAskedForWithAReason holds that what is sensitive and new wants
// a reason, which goes into the log, and that what was there is not asked of
// again.
func TestSensitiveIsAskedForWithAReason(t *testing.T) {
	env, sh := newEnv(t, "en", 0)
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{}.With(argNew, "person"))
	f := v.form
	c := book.Customer{Name: book.Name{Full: "Ana"}, Preferences: []book.Preference{{Kind: book.Health, Text: "no nuts"}}, Custom: []book.CustomField{{Name: "Blood", Value: "A", Sensitive: true}}}
	f.put(c)
	if _, ok := f.read(); ok || f.whys[0].field.Hidden || f.whys[1].field.Hidden {
		t.Fatal("nobody asks why it may be kept")
	}
	f.whys[0].entry.SetValue("please note it")
	f.whys[1].entry.SetValue("for the clinic")
	f.save(false)
	if len(sh.failed) > 0 {
		t.Fatal(sh.failed)
	}
	row := firstCustomer(t, env, "Ana")
	log, err := env.Book.Consents.Log(context.Background(), row.ID)
	if err != nil || len(log) != 1 || log[0].Purpose != book.Sensitive || log[0].Wording != "please note it; for the clinic" {
		t.Fatalf("%+v, %v", log, err)
	}
	v.Show(screen.Route{ID: string(row.ID)}.With(argEdit, valueYes))
	if _, ok := v.form.read(); !ok || !v.form.whys[0].field.Hidden {
		t.Error("what was there is asked of again")
	}
}
