package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/data/counsel"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// askOwner lists who fits the customer best, with the reasons; a press makes
// that member the owner.
func (v *detailView) askOwner() {
	env, c := v.env, v.d.is.c
	v.d.fits(c, func(fits []planner.Fit) {
		var d *kit.Dialog
		box := kit.VBox(0)
		for i, f := range fits {
			if i > 0 {
				box.Add(kit.NewDivider())
			}
			var end fyne.CanvasObject
			if f.Owner {
				end = kit.NewChip(env.T("team.is_owner", nil), kit.Jade)
			}
			row := kit.NewRow(nil, f.Member.Name, counsel.WhyFits(env.Printer, f), end, func() {
				d.Hide()
				v.d.give(c, f.Member.Name)
			})
			row.SetMaxLines(3)
			box.Add(row)
		}
		actions := []kit.Action{{Label: env.T("common.cancel", nil)}}
		if len(fits) == 0 {
			box.Add(kit.Wrap(env.T("team.no_team", nil), kit.Body))
			actions = append(actions, kit.Action{Label: env.T("team.to_settings", nil), Kind: kit.Primary, Tapped: func() {
				env.Shell.Go(screen.Route{Screen: screen.Settings, Tab: "team"})
			}})
		}
		d = kit.NewDialog(env.T("team.who_title", locales.V{"Name": c.Name.Full}), box, actions...)
		d.SetWidth(560).Show(canvasOf(v.root))
	})
}
