package exchange

import (
	"strings"

	"dragoman/data/book"
)

// step is one thing to do with a row: take a cell, or the cells of a group.
type step struct {
	field  Field  // "" keeps the cell as unknown
	header string // of the cell
	label  string
	col    int
	parts  map[string]int // of a group: part → column
}

// compile finds out what every column means and which program wrote the table.
func (t *table) compile(o Options) {
	specs := make([]spec, len(t.header))
	keys := map[string]bool{}
	for i, h := range t.header {
		t.header[i] = strings.TrimSpace(strings.TrimPrefix(h, "\uFEFF"))
		keys[headerKey(h)] = true
		if f, ok := o.Mapping[t.header[i]]; ok {
			specs[i] = fieldSpec(f, "=")
		} else if s, ok := specOf(h); ok {
			specs[i] = s
		}
	}
	t.layout = o.Layout
	if t.layout == "" {
		t.layout = layoutOf(keys)
		if ours(t.header) {
			t.layout = Ours
		}
	}
	t.adjust(specs, keys, o)
	groups := map[string]int{}
	for i, sp := range specs {
		label := sp.label
		if label == "=" {
			label = t.header[i]
		}
		if sp.group == "" {
			t.steps = append(t.steps, step{field: sp.field, header: t.header[i], label: label, col: i})
			continue
		}
		at, ok := groups[sp.group]
		if !ok {
			at = len(t.steps)
			groups[sp.group] = at
			t.steps = append(t.steps, step{field: sp.field, header: t.header[i], label: label, parts: map[string]int{}})
		}
		if _, taken := t.steps[at].parts[sp.part]; taken {
			t.steps = append(t.steps, step{header: t.header[i], col: i})
			continue
		}
		t.steps[at].parts[sp.part] = i
		if sp.field != FieldAddress || t.steps[at].field == "" {
			t.steps[at].field = sp.field
		}
	}
	for i := range t.steps {
		if _, ok := postalFields[t.steps[i].field]; ok && t.steps[i].parts != nil {
			t.steps[i].field = FieldAddress
		}
	}
}

// ours reports whether a header is one that we wrote: the columns for the kind
// of customer and the name are there under one of our labels.
func ours(header []string) bool {
	kind, name := false, false
	for _, h := range header {
		switch labels()[headerKey(h)] {
		case FieldKind:
			kind = true
		case FieldName:
			name = true
		}
	}
	return kind && name
}

// layoutOf recognises the program that wrote a table by its headers.
func layoutOf(keys map[string]bool) Layout {
	has := func(names ...string) bool {
		for _, n := range names {
			if !keys[n] {
				return false
			}
		}
		return true
	}
	switch {
	case has("givenname") && (has("additionalname") || has("yominame") || has("groupmembership")):
		return GoogleOld
	case has("fileas", "phoneticfirstname"), has("organizationname", "labels"), has("email1value") && has("labels"):
		return Google
	case has("primaryemail"), has("displayname", "secondaryemail"), has("primäreemailadresse"):
		return Thunderbird
	case has("givenyomi"), has("surnameyomi"):
		return OutlookCom
	case has("emaildisplayname"), has("user1"), has("callback", "telex"), has("benutzer1"), has("anrede", "ortgeschäftlich"):
		return OutlookDesktop
	case has("connectedon", "position", "url"):
		return LinkedIn
	case has("recordid", "firstname"), has("recordid", "lifecyclestage"):
		return HubSpot
	case has("accountname", "mailingcity"), has("mailingcity", "birthdate"), has("hasoptedoutofemail"):
		return Salesforce
	case has("客户名称", "添加人"), has("客户名称", "添加时间"):
		return WeCom
	case has("personalwebpage", "emailaddress"), has("businessstreet", "emailaddress"):
		return OutlookCom
	}
	return Generic
}

// adjust settles headers that mean different things in different tables.
func (t *table) adjust(specs []spec, keys map[string]bool, o Options) {
	role, full := false, false
	family := false
	for _, s := range specs {
		role = role || s.field == FieldRole
		family = family || s.field == FieldFamily
		full = full || s.field == FieldName
	}
	for i := range specs {
		if _, mapped := o.Mapping[t.header[i]]; mapped {
			continue
		}
		switch headerKey(t.header[i]) {
		case "title":
			// The honorific, where another column has the job.
			specs[i] = spec{field: FieldRole}
			if role || t.layout == OutlookCom || t.layout == OutlookDesktop {
				specs[i] = spec{field: FieldPrefix}
			}
		case "名字", "名", "nome", "nombre", "имя", "tên", "ad":
			// Beside a family name the given name, else all of it.
			if !family && !full {
				specs[i] = spec{field: FieldName}
			}
		case "nom":
			if !keys["prénom"] && !full {
				specs[i] = spec{field: FieldName}
			}
		case "birthday":
			if keys["birthyear"] {
				specs[i] = spec{field: FieldBirthDay} // "Birth Day" of Thunderbird
			}
		case "location":
			if t.layout == GoogleOld {
				specs[i] = spec{}
			}
		case "phoneticname", "yominame":
			specs[i] = spec{field: FieldReading}
		case "initials", "shortname", "maidenname":
			specs[i] = spec{}
		}
	}
}

// columns lists the columns for a preview.
func (t *table) columns(samples []string) []Column {
	out := make([]Column, len(t.header))
	for i, h := range t.header {
		out[i] = Column{Header: h, Sample: samples[i]}
	}
	for _, s := range t.steps {
		if s.parts == nil {
			out[s.col].Field = s.field
			continue
		}
		for part, col := range s.parts {
			out[col].Field = s.field
			for f, p := range postalFields {
				if p == part && s.field == FieldAddress {
					out[col].Field = f
				}
			}
		}
	}
	return out
}

// dateColumns returns the columns in which dates stand.
func dateColumns(t *table) []int {
	var cols []int
	for _, s := range t.steps {
		switch s.field {
		case FieldBirthday, FieldAnniversary:
			cols = append(cols, s.col)
		case FieldEvent:
			if i, ok := s.parts["value"]; ok {
				cols = append(cols, i)
			} else if s.parts == nil {
				cols = append(cols, s.col)
			}
		}
	}
	return cols
}

// instants returns the columns in which moments stand.
func (t *table) instants() []int {
	var cols []int
	for _, s := range t.steps {
		if s.field == FieldLastContact && s.parts == nil {
			cols = append(cols, s.col)
		}
	}
	return cols
}

// cell returns a cell of a row, or "" when the row is too short.
func cell(r []string, i int) string {
	if i >= len(r) {
		return ""
	}
	c := strings.TrimSpace(r[i])
	// ="0171" is how people keep Excel from making a number of it.
	c = unguarded(c)
	if len(c) > 3 && strings.HasPrefix(c, `="`) && strings.HasSuffix(c, `"`) {
		c = strings.TrimSpace(c[2 : len(c)-1])
	}
	return c
}

// part returns a part of a group.
func (s step) part(r []string, name string) string {
	if i, ok := s.parts[name]; ok {
		return cell(r, i)
	}
	return ""
}

// value returns the value of a single cell or of a group.
func (s step) value(r []string) string {
	if s.parts != nil {
		return s.part(r, "value")
	}
	return cell(r, s.col)
}

// channelOf returns the kind of channel of a messenger's field.
func channelOf(f Field) (book.ChannelKind, bool) {
	kind, ok := strings.CutPrefix(string(f), string(FieldIM)+".")
	return book.ChannelKind(kind), ok
}
