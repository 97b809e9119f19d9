package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// statements are prepared once for all connections of a pool.
type statements struct {
	mu   sync.Mutex
	made map[string]*sql.Stmt
}

// limit keeps the cache from growing with queries that are put together.
const statementLimit = 200

func (s *statements) get(ctx context.Context, db *sql.DB, text string) (*sql.Stmt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st, ok := s.made[text]; ok {
		return st, nil
	}
	if len(s.made) >= statementLimit {
		return nil, nil
	}
	st, err := db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if s.made == nil {
		s.made = map[string]*sql.Stmt{}
	}
	s.made[text] = st
	return st, nil
}

// known returns a statement that was prepared before, or nil.
func (s *statements) known(text string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.made[text]
}

// learn prepares the statements of a session for those that follow. The
// connection has to be free. One that cannot be prepared now, as its table was
// there for the session only, is prepared by whoever needs it.
func (s *statements) learn(ctx context.Context, db *sql.DB, from *session) {
	for text := range from.own {
		if s.known(text) == nil {
			_, _ = s.get(ctx, db, text)
		}
	}
}

func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, st := range s.made {
		errs = append(errs, st.Close())
	}
	s.made = nil
	return errors.Join(errs...)
}

// session is one transaction in which questions are asked, and perhaps rows
// changed. It keeps its prepared statements.
type session struct {
	tx     *sql.Tx
	db     *sql.DB
	cache  *statements // of the pool; nil for the writer
	learnt *statements // of the writer; what is not known there is prepared for once
	own    map[string]*sql.Stmt
}

func (s *session) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	if st, ok := s.own[text]; ok {
		return st, nil
	}
	var st *sql.Stmt
	if s.cache != nil {
		shared, err := s.cache.get(ctx, s.db, text)
		if err != nil {
			return nil, err
		}
		if shared != nil {
			st = s.tx.StmtContext(ctx, shared)
		}
	}
	if s.learnt != nil {
		if shared := s.learnt.known(text); shared != nil {
			st = s.tx.StmtContext(ctx, shared)
		}
	}
	if st == nil {
		var err error
		if st, err = s.tx.PrepareContext(ctx, text); err != nil {
			return nil, err
		}
	}
	if s.own == nil {
		s.own = map[string]*sql.Stmt{}
	}
	s.own[text] = st
	return st, nil
}

func (s *session) exec(ctx context.Context, text string, args ...any) (sql.Result, error) {
	st, err := s.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

// row reads the first row into dest; sql.ErrNoRows when there is none.
func (s *session) row(ctx context.Context, text string, args []any, dest ...any) error {
	st, err := s.prepared(ctx, text)
	if err != nil {
		return err
	}
	return st.QueryRowContext(ctx, args...).Scan(dest...)
}

// each calls do for every row.
func (s *session) each(ctx context.Context, text string, args []any, do func(scan func(...any) error) error) error {
	st, err := s.prepared(ctx, text)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// values reads rows of n columns as they are stored.
func (s *session) values(ctx context.Context, n int, text string, args ...any) ([][]any, error) {
	var out [][]any
	err := s.each(ctx, text, args, func(scan func(...any) error) error {
		row := make([]any, n)
		at := make([]any, n)
		for i := range row {
			at[i] = &row[i]
		}
		out = append(out, row)
		return scan(at...)
	})
	return out, err
}

// reader answers questions in sessions that begin opens; the function that
// comes with a session ends it.
type reader struct {
	f     *File
	begin func(ctx context.Context) (*session, func(), error)
}

// beginReading opens a session that sees one state of the book.
//
// A session asks the pool for a second connection when it prepares a statement
// that all may use. So that it always gets one, fewer sessions are let in than
// there are connections.
func (f *File) beginReading(ctx context.Context) (*session, func(), error) {
	select {
	case f.seats <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	s, end, err := begin(ctx, f.read, &f.stmts)
	if err != nil {
		<-f.seats
		return nil, nil, err
	}
	return s, func() {
		end()
		<-f.seats
	}, nil
}

func begin(ctx context.Context, db *sql.DB, cache *statements) (*session, func(), error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	end := func() {
		// Nothing was written: that a session cannot be taken back is no fault.
		_ = tx.Rollback()
	}
	return &session{tx: tx, db: db, cache: cache}, end, nil
}

// ask runs a question in a session and names its errors.
func ask[T any](ctx context.Context, r reader, op string, do func(*session) (T, error)) (T, error) {
	s, end, err := r.begin(ctx)
	if err != nil {
		var none T
		return none, fault(op, err)
	}
	defer end()
	v, err := do(s)
	return v, fault(op, err)
}
