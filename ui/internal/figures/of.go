package figures

import (
	"dragoman/data/insight"
	"dragoman/ui/internal/screen"
)

// Of returns the figures of the open book. Where nobody keeps them, as in a
// test of one screen, they are made for this one question.
func Of(env *screen.Env) *insight.Figures {
	if env.Figures != nil {
		return env.Figures
	}
	x, stop := insight.New(env.Book)
	stop()
	return x
}
