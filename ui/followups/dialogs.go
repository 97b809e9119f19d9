package followups

import (
	"dragoman/data/calendar"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/logbox"
)

// logDialog asks what was said and ticks the selected follow-up off with it.
func (v *View) logDialog() {
	d := v.p.state.Detail
	if d == nil {
		return
	}
	f, after := d.FollowUp, v.p.after(d.FollowUp.ID)
	logbox.Open(v.env, v.canvas(), logbox.Ask{FollowUp: &f, Then: func() {
		if v.p.state.Selected == f.ID {
			v.p.Select(after)
		}
	}})
}

// pickDay asks for a day and gives it to picked.
func (v *View) pickDay(start calendar.Date, picked func(calendar.Date)) {
	dayfield.ShowMonth(v.canvas(), v.env, start, v.p.state.Today, picked)
}
