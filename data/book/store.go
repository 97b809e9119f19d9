package book

import (
	"context"
	"time"

	"dragoman/data/calendar"
)

// Store keeps the rows. There is one in package sqlite.
type Store interface {
	Reader
	FileStore
	Eraser
	// Write runs do in one transaction and makes it durable together with the
	// search index, the history under op and the undo data. When do fails
	// nothing is changed. It returns op with ID, At and Rows filled.
	Write(ctx context.Context, op Operation, do func(Tx) error) (Operation, error)
	// Purge removes customers in the trash for good, those of the given ids or,
	// when before is set, all that lie there since before then, together with
	// their parts and their history. It returns how many customers went.
	Purge(ctx context.Context, op Operation, ids []ID, before time.Time) (int, error)
	// Undo takes the changes of an operation back in one transaction, as an
	// operation of its own (Kind OpUndo, Of the undone one) that can be undone
	// in turn. A field that was changed again since is left as it is and counted
	// in kept. Undoing an operation twice is a Conflict.
	Undo(ctx context.Context, id ID, actor string) (op Operation, touched []Change, kept int, err error)
}

// Reader answers questions. Every method sees one state of the book.
type Reader interface {
	TimelineReader
	AttachmentReader
	OrderReader
	LoyaltyReader
	ThanksReader
	DealReader
	CaseReader
	SurveyReader

	RatingReader
	CampaignReader
	MemberReader
	ErasureReader
	RowsReader
	PetitionReader
	RetentionReader
	AuditReader
	FactReader
	Customer(ctx context.Context, id ID) (Customer, error)
	Customers(ctx context.Context, q CustomerQuery) (CustomerPage, error)
	CountCustomers(ctx context.Context, f CustomerFilter) (int, error)
	CustomerIDs(ctx context.Context, f CustomerFilter) ([]ID, error) // in id order
	Facets(ctx context.Context) (Facets, error)
	// Match finds live customers by external id (with its source), else by
	// fingerprint, else by normalised phone or mail (at most 20, since several
	// people may share one). It returns no ids when nothing hits.
	Match(ctx context.Context, o Origin, normals []string) (ids []ID, by MatchedBy, err error)
	// OrganisationNamed finds a live organisation whose full name is exactly
	// name; id is "" when there is none.
	OrganisationNamed(ctx context.Context, name string) (id ID, err error)

	FollowUp(ctx context.Context, id ID) (FollowUp, error)
	FollowUps(ctx context.Context, q FollowUpQuery) ([]FollowUpRow, error)
	FollowUpCounts(ctx context.Context, today calendar.Date) (FollowUpCounts, error)

	OwnDay(ctx context.Context, id ID) (OwnDay, error) // also a removed one
	OwnDays(ctx context.Context) ([]OwnDayRow, error)  // oldest first
	Lore(ctx context.Context, id ID) (Lore, error)     // also a removed one
	Lores(ctx context.Context) ([]Lore, error)         // oldest first
	// Places counts live customers by where they work and their stated weekend.
	Places(ctx context.Context) ([]Place, error)

	Notes(ctx context.Context, customer ID) ([]Note, error) // newest first
	Note(ctx context.Context, id ID) (Note, error)
	Interactions(ctx context.Context, customer ID, limit int) ([]Interaction, error) // newest first
	Interaction(ctx context.Context, id ID) (Interaction, error)

	// DatesOn returns the dates of live customers whose calendar, month, leap
	// flag and day are among keys.
	DatesOn(ctx context.Context, keys []DateKey) ([]CustomerDate, error)
	// GoingCold lists live customers whose cadence has run past its ideal
	// interval on the given day, the longest overdue first.
	GoingCold(ctx context.Context, today calendar.Date, limit int) ([]CustomerRow, int, error)

	// Likenesses calls each with every live customer, in the order in which
	// they came into the book.
	Likenesses(ctx context.Context, each func(Likeness) error) error
	// Apart returns the couples of whom the user said that they are not one.
	Apart(ctx context.Context) (map[[2]ID]bool, error)

	// Segments returns the segments that are not in the trash, by name.
	Segments(ctx context.Context) ([]Segment, error)
	// Overlap counts for every two filters how many live customers both pick;
	// on the diagonal, how many each picks.
	Overlap(ctx context.Context, fs []CustomerFilter) ([][]int, error)

	// Bundles returns customers with all that belongs to them, in the order of
	// ids; those that are gone are left out.
	Bundles(ctx context.Context, ids []ID) ([]Bundle, error)
	// Dump calls each with every row of the book but its history.
	Dump(ctx context.Context, each func(Row) error) error

	Search(ctx context.Context, query string, limit int) ([]Hit, error)
	History(ctx context.Context, customer ID, limit int) ([]FieldChange, error) // newest first
	Operations(ctx context.Context, limit int) ([]Operation, error)             // newest first
	Happened(ctx context.Context, since time.Time, limit int) ([]Happened, error)
	Settings(ctx context.Context) (Settings, error)

	OtherValueReader
	ConsentReader
}

// Tx is a Reader inside a writing transaction, with the verbs that change
// rows. Put makes or changes: it compares with what is stored, field by field,
// and writes only the difference.
type Tx interface {
	Reader
	PetitionTx
	RetentionTx
	AuditTx
	AttachmentWriter
	OrderTx
	LoyaltyTx
	DealTx
	RatingTx
	CaseWriter
	SurveyWriter
	CampaignTx
	MemberTx
	PutCustomer(ctx context.Context, c Customer) error
	PutFollowUp(ctx context.Context, f FollowUp) error
	PutNote(ctx context.Context, n Note) error
	PutInteraction(ctx context.Context, i Interaction) error
	PutOwnDay(ctx context.Context, d OwnDay) error
	PutLore(ctx context.Context, l Lore) error
	PutSettings(ctx context.Context, s Settings) error
	// SetTrashed moves many customers to the trash (at) or back (zero time).
	SetTrashed(ctx context.Context, ids []ID, at time.Time) error
	// Tag adds and removes tags on many customers.
	Tag(ctx context.Context, ids []ID, add, remove []string) error
	PutSegment(ctx context.Context, g Segment) error
	// Load makes or changes what a row of a copy says. A row that cannot be one
	// of the book is Invalid and changes nothing.
	Load(ctx context.Context, r Row, o LoadOptions) (Fate, error)
	// PutApart remembers that two customers are not one.
	PutApart(ctx context.Context, a, b ID) error
	// MoveTo gives everything that belongs to or names the customer from to
	// another, and puts from into the trash. Of two recipients of one campaign one
	// stays, unless both were written to.
	MoveTo(ctx context.Context, from, to ID, at time.Time) error
	// Touch sets the last contact of a customer from its interactions.
	Touch(ctx context.Context, customer ID) error

	OtherValueTx
	ConsentWriter
}

// MatchedBy says by what Match found a customer.
type MatchedBy string

// The ways to match, best first.
const (
	ByExternalID  MatchedBy = "external_id"
	ByFingerprint MatchedBy = "fingerprint"
	ByChannel     MatchedBy = "channel"
)

// CustomerFilter picks customers: every part that is set must hold; within a
// list one is enough.
type CustomerFilter struct {
	Text         string // words as in the search box
	Kind         Kind
	Countries    []string
	Cultures     []string // stated cultures
	Tags         []string
	Observances  []string
	Organisation ID
	Concerned    *Concerned
	IDs          []ID
	Where        *Where // further conditions, as a segment or the search box has them
	Trashed      bool   // the trash instead of the live ones
}

// Concerned picks the customers whom a holiday touches: those of one of the
// countries (a default, from where they work), those who stated one of the
// cultures, or those who told us they keep one of the observances.
//
// Where a feast was announced for some countries on a day of its own, its
// observances count only within those, or without them.
type Concerned struct {
	Everybody   bool // a day of the whole book
	Countries   []string
	Cultures    []string
	Observances []string
	Within      []string // countries to which Observances are limited
	Without     []string // countries that Observances leave out
}

// Sort is a column by which customers are listed.
type Sort string

// The sort columns. Unknown values come last.
const (
	SortName        Sort = "name"
	SortCountry     Sort = "country"
	SortLastContact Sort = "last_contact"
	SortUpdated     Sort = "updated"
	SortCreated     Sort = "created"
)

// CustomerQuery asks for one page of a list.
type CustomerQuery struct {
	Filter CustomerFilter
	Sort   Sort // "" is SortName
	Desc   bool
	After  string // Next of the page before, or ""
	Limit  int    // 1 to 500; 0 is 60
}

// CustomerPage is one page of a list. Next is "" on the last one.
type CustomerPage struct {
	Rows []CustomerRow
	Next string
}

// CustomerRow is what lists and cards show of a customer.
type CustomerRow struct {
	ID           ID
	Kind         Kind
	Name         Name
	Address      FormOfAddress
	Organisation string
	// OrganisationID is the card of the organisation, "" where there is none.
	OrganisationID ID
	Role           string
	Country        string
	Region         string
	City           string
	TimeZone       string
	Hours          Hours
	Cultures       []string
	Observances    []string
	Languages      []string
	Tags           []string
	Preferred      Channel // the preferred channel, else the first; zero when there is none
	Cadence        Cadence
	Thumbnail      []byte // small PNG or JPEG, or nil
	LastContact    time.Time
	UpdatedAt      time.Time
	TrashedAt      time.Time
}

// Facets are the values that a filter may choose from, with how many live
// customers have them, most frequent first.
type Facets struct {
	Total     int
	Trashed   int
	Countries []Facet
	Cultures  []Facet
	Tags      []Facet
}

// Facet is one value and its count.
type Facet struct {
	Value string
	Count int
}

// FollowUpView is one of the lists of follow-ups.
type FollowUpView string

// The views. Today holds what is due today or was snoozed until today or
// earlier, without the overdue; Week the seven days from today; All every open
// one; Done the finished ones, latest first.
const (
	ViewToday   FollowUpView = "today"
	ViewOverdue FollowUpView = "overdue"
	ViewWeek    FollowUpView = "week"
	ViewAll     FollowUpView = "all"
	ViewDone    FollowUpView = "done"
	ViewTrash   FollowUpView = "trash"
)

// FollowUpQuery asks for follow-ups. From and To (inclusive) narrow the due
// date when they are set; Customer narrows to one customer. View "" is all
// open and done ones.
type FollowUpQuery struct {
	View     FollowUpView
	Today    calendar.Date
	Customer ID
	From, To calendar.Date
	Limit    int // 0 is 500
}

// FollowUpRow is a follow-up with the customer it is for, if any.
type FollowUpRow struct {
	FollowUp
	Customer *CustomerRow
}

// FollowUpCounts are the numbers beside the views.
type FollowUpCounts struct {
	Today, Overdue, Week, All, Done int
}

// DateKey is a day of the year in a calendar.
type DateKey struct {
	Calendar calendar.ID
	Month    int
	Leap     bool
	Day      int
}

// CustomerDate is an important date together with whose it is.
type CustomerDate struct {
	ImportantDate
	Customer CustomerRow
}

// HitKind is the kind of a search result.
type HitKind string

// The kinds of result that a store knows; screens add holidays and commands.
const (
	HitCustomer HitKind = "customer"
	HitNote     HitKind = "note"
	HitFollowUp HitKind = "followup"
	HitCase     HitKind = "case"
)

// Hit is one search result.
type Hit struct {
	Kind     HitKind
	ID       ID
	Customer ID     // whose note or follow-up it is, or the customer itself
	Title    string // name or title, as written
	Snippet  string // what else was found, or the secondary line
}
