package customers

import "dragoman/data/book"

// draft is what was typed and not saved.
type draft struct {
	card book.Customer
	note string
}

// leave keeps what was typed and not saved.
func (v *formView) leave() {
	if v.f.loaded && v.dirty() {
		c, _ := v.read()
		v.env.Drafts[v.f.key()] = draft{c, v.basics.note.Text}
		v.env.Shell.Tell(v.env.T("customers.draft_kept", nil))
	}
	v.f.loaded = false
	v.f.load.Cancel()
}

// startOver throws away what was typed.
func (v *formView) startOver() {
	delete(v.env.Drafts, v.f.key())
	v.f.Reload()
}

// cancelForm goes back and puts away what was typed, which can be had back for a
// while.
func (v *formView) cancelForm() {
	if !v.f.loaded {
		v.leaveForm() // nothing was shown yet
		return
	}
	key, r := v.f.key(), v.f.route
	delete(v.env.Drafts, key)
	if !v.dirty() {
		v.leaveForm()
		return
	}
	c, _ := v.read()
	typed := draft{c, v.basics.note.Text}
	v.f.loaded = false // there is nothing to keep any more
	v.leaveForm()
	v.env.Shell.Undoable(v.env.T("customers.draft_dropped", nil), func() {
		v.env.Drafts[key] = typed
		v.env.Shell.Go(r)
	})
}

// leaveForm goes back, as Escape does. What was typed is kept and offered again,
// so nothing needs to be asked.
func (v *formView) leaveForm() {
	v.env.Shell.Back() // and that calls leave
}
