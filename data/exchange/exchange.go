package exchange

import (
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Format is the kind of a file.
type Format string

// The formats that can be read.
const (
	VCard Format = "vcard"
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
	ICS   Format = "ics"
	JSON  Format = "json" // a whole book of ours
)

// Layout is the program whose column names or habits a file follows.
type Layout string

// The layouts that are recognised by their column names.
const (
	Google         Layout = "google"      // Google Contacts as it exports now
	GoogleOld      Layout = "google-old"  // Google Contacts until 2024
	OutlookCom     Layout = "outlook.com" // the web address book of Outlook
	OutlookDesktop Layout = "outlook"     // the Windows program
	Thunderbird    Layout = "thunderbird"
	Generic        Layout = "generic" // any other table with a header
	Cards          Layout = "vcard"   // any vCard file
	Monica         Layout = "monica"
	LinkedIn       Layout = "linkedin" // Connections.csv
	HubSpot        Layout = "hubspot"
	Salesforce     Layout = "salesforce"
	WeCom          Layout = "wecom"    // WeCom and Chinese programs like it
	Calendar       Layout = "calendar" // any iCalendar file
	Ours           Layout = "dragoman" // what we wrote ourselves, a table or a whole book
)

// Layouts lists the CSV layouts that a user may choose.
func Layouts() []Layout {
	return []Layout{Google, GoogleOld, OutlookCom, OutlookDesktop, Thunderbird, LinkedIn, HubSpot, Salesforce, WeCom, Ours, Generic}
}

// source returns what is kept in Origin.Source for a layout.
func (l Layout) source() string {
	switch l {
	case Google, GoogleOld:
		return "google"
	case OutlookCom, OutlookDesktop:
		return "outlook"
	case Thunderbird:
		return "thunderbird"
	case Cards:
		return "vcard"
	case Calendar:
		return "calendar"
	case Generic:
		return "csv"
	case Ours, Monica, LinkedIn, HubSpot, Salesforce, WeCom:
		return string(l)
	}
	return "csv"
}

// DateOrder is the order of the parts in a date that is written in digits.
type DateOrder string

// The orders; "" means that the file does not tell.
const (
	YearFirst  DateOrder = "ymd"
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

// Options are the answers a user may give; every one may be left empty, and
// then it is found out.
type Options struct {
	Encoding  string // a code of Encodings, or ""
	Delimiter rune   // between cells of a CSV, or 0
	Layout    Layout
	Region    string           // ISO 3166-1 code of home, for phone numbers without one
	Language  string           // BCP 47 tag of the user, a hint for the encoding
	DateOrder DateOrder        // how to read 03/04/1980
	NameOrder book.NameOrder   // how names built from parts are put together
	Mapping   map[string]Field // header → field, wins over what we know
	// Department is what the custom field is called that holds the department
	// on a card, in the language of the user; "" is the name of the property.
	Department string
}

// Info is what Open found out about a file.
type Info struct {
	Name       string // as given to Open
	Format     Format
	Layout     Layout
	Encoding   string  // a code of Encodings
	Confidence float64 // that the encoding is right, 0 to 1
	Delimiter  rune    // CSV only
	HeaderRow  int     // line number of the header, CSV only
	Rows       int     // how many records there seem to be
	RowsExact  bool    // the whole file was counted
	Columns    []Column
	Dates      DateEvidence
}

// Column is a column of a CSV. An empty Field means that the cells are kept as
// unknown properties.
type Column struct {
	Header string
	Field  Field
	Sample string // the first cell that is not empty
}

// DateEvidence says in which order the dates of a file are written, and how we
// know. When Ambiguous is not zero and Order is "", the user should be asked:
// Example may be read as AsDayFirst or as AsMonthFirst.
type DateEvidence struct {
	Order        DateOrder
	Confidence   float64 // 0 to 1
	Ambiguous    int     // dates that could be read both ways
	Example      string
	AsDayFirst   calendar.Partial
	AsMonthFirst calendar.Partial
}

// The codes of book.Warning that readers give. The value that a warning is
// about is kept in the customer's Origin, in ImportantDate.Raw or in
// Channel.Value as the file has it.
const (
	WarnDateUnread    = "date_unread"     // not a date that we know
	WarnDateAmbiguous = "date_ambiguous"  // day and month could be swapped, and nobody has said which
	WarnPhoneUnread   = "phone_unread"    // not a phone number
	WarnEmailUnread   = "email_unread"    // not a mail address
	WarnNameMissing   = "name_missing"    // a channel or the organisation stands in for the name
	WarnPictureUnread = "picture_unread"  // the picture cannot be shown
	WarnPictureLink   = "picture_link"    // the picture is elsewhere; its address is kept
	WarnCountry       = "country_unknown" // not a country that we know
	WarnEncoding      = "encoding"        // some characters cannot be read
	WarnColumns       = "columns"         // more or fewer cells than the header has
	WarnQuote         = "quote"           // a stray quotation mark was taken as a character
	WarnNUL           = "nul"             // NUL bytes were left out
	WarnHidden        = "hidden"          // characters that cannot be seen were left out of a name
	WarnNested        = "nested"          // a card inside this one came in by itself
	WarnTooLong       = "too_long"        // a value longer than the book takes was cut
)

// The codes of book.Problem that readers give. What could be read is in the
// Customer all the same, and the rest of the row in its Origin.Extra, so that
// a report can show it.
const (
	ProblemCut     = "cut"      // the file ends inside the card
	ProblemEmpty   = "empty"    // nothing in it that names or reaches anybody
	ProblemGroup   = "group"    // a list of members, not a customer
	ProblemTooLong = "too_long" // longer than any real record
	ProblemBroken  = "broken"   // the file is damaged from here on
	ProblemStray   = "stray"    // text outside of any card

	ProblemAppointment = "appointment" // an event with an hour, which stays in its calendar
)
