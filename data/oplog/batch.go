package oplog

import "context"

type repeatable struct{}

// Repeatable marks work that whoever began it does again when it is lost: a book
// need not wait until the disk has written it.
func Repeatable(ctx context.Context) context.Context {
	return context.WithValue(ctx, repeatable{}, true)
}

// IsRepeatable tells whether work was marked so.
func IsRepeatable(ctx context.Context) bool { return ctx.Value(repeatable{}) != nil }

// Batch is what one copy of the book changed, with what it had seen of the
// others when it did.
type Batch struct {
	By    string          // who wrote it
	Label string          // what it calls itself
	Seen  map[string]Time // by copy: the last instant that had come from it
	Rows  []Row
}

// Merged says what a merge did.
type Merged struct {
	Received  int // cells that were news
	Conflicts int // fields that two had written without knowing
}

// Segment is a file of changes as it lies in the shared place.
type Segment struct {
	Replica string
	Seq     uint64
	Name    string
	Data    []byte
	Sent    bool
}

// View is what the one who merges knows of the copies.
type View struct {
	Mine   map[string]bool   // the names that this copy has had
	Had    map[string]Time   // by copy: the last instant that came from it before
	Labels map[string]string // by copy: what it calls itself
	Yield  bool              // what this copy held before it was shared gives way
}

// Unseen tells whether who wrote a cell had not seen another: then two wrote
// without knowing of each other.
func (b Batch) Unseen(c, other Cell) bool {
	return other.By != c.By && other.Time > 1 && b.Seen[other.By] < other.Time
}
