package customers

import (
	"reflect"
	"strings"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// The arguments of a route to this screen. Lists of codes are joined by
// commas, tags by line ends because a tag may hold a comma.
const (
	argQuery    = "q"
	argKind     = "kind"
	argCulture  = "culture"
	argCountry  = "country"
	argTag      = "tag"
	argKeeps    = "observance"
	argIDs      = "ids"
	argSort     = "sort"
	argDesc     = "desc"
	argTrash    = "trash"
	argFormat   = "format" // of an export
	argEdit     = "edit"
	argPart     = "part" // of the form that is opened, as the constants below
	argNew      = "new"
	argOrg      = "organisation"
	argNear     = "near" // whom a holiday concerns, as screen.Near writes it
	valueYes    = "1"
	tagsDivider = "\n"

	partAddress = "address"
	partDates   = "dates"
	partCulture = "culture"

	tabDuplicates = "duplicates" // of a route without an ID, as the next
	tabExport     = "export"
	tabChanges    = "changes"
	tabSegments   = "segments"
)

// queryOf reads a query from a route.
func queryOf(r screen.Route) book.CustomerQuery {
	q := book.CustomerQuery{Sort: book.Sort(r.Arg(argSort)), Desc: r.Arg(argDesc) == valueYes}
	if q.Sort == "" {
		q.Sort = book.SortName
	}
	f := &q.Filter
	f.Text, f.Kind, f.Organisation = r.Arg(argQuery), book.Kind(r.Arg(argKind)), book.ID(r.Arg(argOrg))
	f.Cultures, f.Countries, f.Observances = split(r.Arg(argCulture), ","), split(r.Arg(argCountry), ","), split(r.Arg(argKeeps), ",")
	f.Tags, f.Trashed = split(r.Arg(argTag), tagsDivider), r.Arg(argTrash) == valueYes
	for _, id := range split(r.Arg(argIDs), ",") {
		f.IDs = append(f.IDs, book.ID(id))
	}
	if near, ok := screen.NearOf(r.Arg(argNear)); ok {
		f.Concerned = &near
	}
	return q
}

// routeOf writes a query into a route.
func routeOf(q book.CustomerQuery) screen.Route {
	r := screen.Route{Screen: screen.Customers}
	set := func(key, value string) {
		if value != "" {
			r = r.With(key, value)
		}
	}
	f := q.Filter
	set(argQuery, f.Text)
	set(argKind, string(f.Kind))
	set(argOrg, string(f.Organisation))
	set(argCulture, strings.Join(f.Cultures, ","))
	set(argCountry, strings.Join(f.Countries, ","))
	set(argKeeps, strings.Join(f.Observances, ","))
	set(argTag, strings.Join(f.Tags, tagsDivider))
	ids := make([]string, len(f.IDs))
	for i, id := range f.IDs {
		ids[i] = string(id)
	}
	set(argIDs, strings.Join(ids, ","))
	if c := f.Concerned; c != nil {
		set(argNear, screen.Near(*c))
	}
	if q.Sort != book.SortName {
		set(argSort, string(q.Sort))
	}
	if q.Desc {
		set(argDesc, valueYes)
	}
	if f.Trashed {
		set(argTrash, valueYes)
	}
	return r
}

func split(s, by string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, by)
}

func sameQuery(a, b book.CustomerQuery) bool { return reflect.DeepEqual(a, b) }
