package customers

import (
	"strings"

	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// because asks why something sensitive may be kept, as long as it is new on
// the card. The answer goes into the log of what the customer allows.
type because struct {
	env   *screen.Env
	entry *kit.Entry
	field *kit.Field
	laid  func()
}

func newBecause(env *screen.Env) *because {
	b := &because{env: env, entry: kit.NewEntry(env.T("customers.hint_because", nil)), laid: func() {}}
	b.field = kit.NewField(env.T("customers.because", nil), b.entry)
	b.field.Hidden = true
	return b
}

// need shows or hides the question.
func (b *because) need(on bool) {
	if b.field.Hidden == on {
		b.field.Hidden = !on
		b.laid()
	}
}

func (b *because) clear() {
	b.entry.SetValue("")
	b.field.Hidden = true
}

// answered says whether the question has an answer where it is asked, and says
// so at the field.
func (b *because) answered() bool {
	if b.field.Hidden || strings.TrimSpace(b.entry.Text) != "" {
		return true
	}
	b.field.SetError(b.env.T("customers.because_missing", nil))
	return false
}

// text is the answer, "" where it was not asked.
func (b *because) text() string {
	if b.field.Hidden {
		return ""
	}
	return strings.TrimSpace(b.entry.Text)
}
