package exchange

import (
	"context"

	"dragoman/data/book"
)

func (s *Source) countCards(context.Context) error { return nil }

func (s *Source) readCards(ctx context.Context, yield func(book.Incoming) bool) error { return nil }
