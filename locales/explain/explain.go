// Package explain says in a sentence what went wrong and what to do about it,
// in the language of the interface. The window and the command-line companion
// share it, so that one fault has one wording.
//
// It promises a whole sentence for every error and shows neither customer data
// nor the text of an error from below; that is for the log.
package explain

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// byDetail are the sentences of exact faults: code and detail, or field and
// detail of an Invalid.
var byDetail = map[string]locales.ID{
	"invalid name missing":             "error.name_missing",
	"invalid name too_long":            "error.too_long",
	"invalid channel too_long":         "error.too_long",
	"invalid title too_long":           "error.too_long",
	"invalid country unknown":          "error.country_unknown",
	"invalid currency unknown":         "error.currency_unknown",
	"invalid organisation itself":      "error.organisation_itself",
	"invalid holiday solemn":           "messages.solemn",
	"invalid cadence order":            "error.cadence_order",
	"invalid picture too_large":        "error.picture_too_large",
	"invalid picture not_an_image":     "error.picture_not_an_image",
	"invalid picture unreadable":       "error.picture_not_an_image",
	"invalid time_zone unknown":        "error.zone_unknown",
	"invalid zone unknown":             "error.zone_unknown",
	"invalid home_zone unknown_zone":   "error.zone_unknown",
	"invalid observance basis_missing": "error.basis_missing",
	"invalid date no_such_day":         "error.no_such_day",
	"invalid status unknown":           "error.status_choose",
	"unsupported  too_long":            "error.table_too_long",
	"conflict  member_already":         "error.member_already",
	"not_found  no_member":             "error.no_member",
	"invalid points range":             "error.points_range",
	"invalid why missing":              "error.points_reason",
	"invalid why too_long":             "error.too_long",
	"invalid points balance":           "error.points_balance",
	"invalid earn range":               "error.programme_earn",
	"invalid window range":             "error.programme_months",
	"invalid expiry range":             "error.programme_months",
	"invalid gift range":               "error.programme_gift",
	"invalid tiers too_many":           "error.programme_rules",
	"invalid tiers name":               "error.tier_name",
	"invalid tiers range":              "error.tier_from",
	"invalid rewards name":             "error.reward_name",
	"invalid rewards range":            "error.reward_points",
	"invalid on missing":               "error.order_day",
	"invalid on in_future":             "error.order_in_future",
	"invalid currency not_in_use":      "error.currency_choose",
	"invalid currency is_base":         "error.rate_of_base",
	"invalid base missing":             "error.base_missing",
	"invalid base not_in_use":          "error.currency_choose",
	"invalid rate no_number":           "error.rate_number",
	"invalid total below_zero":         "error.order_below_zero",
	"invalid total too_large":          "error.amount_too_large",
	"invalid cost below_zero":          "error.cost_below_zero",
	"invalid cost too_large":           "error.amount_too_large",
	"invalid amount below_zero":        "error.deal_below_zero",
	"invalid amount too_large":         "error.amount_too_large",
	"invalid lines too_large":          "error.amount_too_large",
	"invalid lines too_long":           "error.too_long",
	"invalid lines too_many":           "error.too_many_lines",
	"invalid number taken":             "error.number_taken",
	"invalid number too_long":          "error.too_long",
	"invalid payment too_long":         "error.too_long",
	"invalid deal missing":             "error.deal_title",
	"invalid deal too_long":            "error.too_long",
	"invalid lost_why missing":         "error.lost_why",
	"invalid lost_why too_long":        "error.too_long",
	"invalid likelihood range":         "error.likelihood",
	"invalid stage missing":            "error.stage_name",
	"invalid stage too_long":           "error.too_long",
	"invalid stage twice":              "error.stage_twice",
	"invalid stage in_use":             "error.stage_in_use",
	"invalid stage count":              "error.stage_count",
	"invalid stage unknown":            "error.stage_unknown",
	"invalid tags empty":               "error.tags_empty",
	"invalid customers empty":          "error.customers_empty",
	"invalid customers same":           "error.customers_same",
	"invalid kind differs":             "error.kind_differs",
	"invalid segment name_missing":     "error.segment_name",
	"invalid segment name_taken":       "error.segment_taken",
	"invalid segment too_long":         "error.too_long",
	"invalid segment empty":            "error.segment_empty",
	"not_found  segment":               "error.no_segment",
	"invalid followups empty":          "error.followups_empty",
	"invalid text missing":             "error.text_missing",
	"invalid customer missing":         "error.customer_missing",
	"invalid kind missing":             "error.kind_missing",
	"invalid at in_future":             "error.in_future",
	"invalid title missing":            "error.title_missing",
	"invalid due_time no_such_time":    "error.no_such_time",
	"invalid due missing":              "error.due_missing",
	"invalid repeat unknown":           "error.repeat_unknown",
	"invalid snoozed in_past":          "error.snoozed_in_past",
	"invalid holiday missing":          "error.own_name",
	"invalid who missing":              "error.own_who",
	"invalid when missing":             "error.own_when",
	"invalid when no_such_day":         "error.no_such_day",
	"invalid when other_year":          "error.own_year",
	"invalid rating unknown":           "error.rating_what",
	"invalid score range":              "error.rating_score",
	"invalid reason missing":           "error.rating_reason",
	"invalid reason too_long":          "error.too_long",
	"invalid day in_future":            "problem.answer_future",
	"invalid days too_long":            "error.own_days",
	"invalid note too_long":            "error.too_long",
	"invalid kind unknown":             "error.own_kind",
	"invalid mood unknown":             "error.own_wish",
	"invalid mood mourning":            "error.own_mood",
	"invalid rule missing":             "error.own_rule",
	"invalid market missing":           "error.lore_incomplete",
	"invalid language missing":         "error.lore_incomplete",
	"invalid subject missing":          "error.lore_incomplete",
	"invalid encoding unknown":         "error.encoding_unknown",
	"invalid next_step missing":        "error.next_step_missing",
	"invalid minutes no_such_time":     "error.minutes",
	"invalid text too_long":            "error.too_long",
	"invalid wording too_long":         "error.too_long",
	"invalid basis_why too_long":       "error.too_long",
	"invalid basis unknown":            "error.basis_unknown",
	"invalid purpose unknown":          "error.purpose_unknown",
	"invalid channel unknown":          "error.channel_unknown",
	"invalid state unknown":            "error.consent_state",
	"invalid expires order":            "error.consent_expires",
	"invalid file too_large":           "error.attachment_too_large",
	"invalid file missing":             "error.attachment_unread",
	"not_found  file_unread":           "error.attachment_unread",
	"not_found  file_gone":             "error.attachment_gone",
	"invalid case_subject missing":     "error.case_subject",
	"invalid case_subject too_long":    "error.too_long",
	"invalid case_kind unknown":        "error.case_kind",
	"invalid case_kind too_far":        "error.case_kind_far",
	"invalid case_channel unknown":     "error.case_channel",
	"invalid case_reason missing":      "error.case_reason",
	"invalid seriousness unknown":      "error.case_seriousness",
	"invalid received in_future":       "error.case_future",
	"invalid received after_step":      "error.case_received_late",
	"invalid at before_received":       "error.case_before",
	"invalid at before_last_step":      "error.case_before_step",
	"invalid step does_not_lead":       "error.case_step",
	"invalid hours no_such_hours":      "error.work_hours",
	"invalid measure unknown":          "error.survey_measure",
	"invalid answer csat_range":        "error.survey_csat",
	"invalid answer nps_range":         "error.survey_nps",
	"conflict  done_already":           "error.done_already",
	"conflict  sent_already":           "error.sent_already",
	"conflict  not_ticked":             "error.not_ticked",
	"conflict  gift_already":           "error.gift_already",
	"invalid member missing":           "error.member_missing",
	"invalid member too_long":          "error.too_long",
	"invalid member taken":             "error.member_taken",
	"invalid heading missing":          "error.heading_missing",
	"invalid recipients empty":         "error.recipients_empty",
	"invalid situation missing":        "error.situation_missing",
	"invalid guests range":             "error.guests_range",
	"invalid campaign no_event":        "error.campaign_no_event",
	"conflict  exists":                 "error.file_exists",
	"conflict  other_book":             "error.other_book",
	"invalid passphrase missing":       "error.passphrase_missing",
	"unsupported  keyring":             "error.keyring",
	"invalid passphrase wrong":         "error.passphrase_wrong",
	"invalid  is_the_book":             "error.is_the_book",
	"invalid path is_the_book":         "error.is_the_book",
	"not_a_book  no_backup":            "error.no_backup",
	"corrupt  backup":                  "error.backup_corrupt",
	"corrupt  copy":                    "error.backup_corrupt",
	"conflict  already_undone":         "error.undone_already",
	"conflict  merged":                 "error.erase_merged",
	"invalid asked missing":            "error.petition_received",
	"invalid answer missing":           "error.petition_due",
	"invalid answer order":             "error.petition_order",
	"invalid outcome missing":          "error.petition_outcome",
	"invalid years range":              "error.retention_years",
	"invalid keep_reason missing":      "error.keep_reason",
	"invalid until order":              "error.keep_until",
	"not_found  folder":                "error.no_folder",
	"not_found  book":                  "error.no_book",
	"locked  open_elsewhere":           "error.open_elsewhere",
	"not_a_book  empty":                "error.file_empty",
	"not_a_book  folder":               "error.is_folder",
	"read_only  folder":                "error.folder_read_only",
	"unsupported  empty":               "error.import_empty",
	"unsupported  binary":              "error.import_binary",
	"unsupported  xlsx":                "error.import_excel",
	"unsupported  xlsx_bad":            "error.import_excel_bad",
	"unsupported  stopped":             "error.import_stopped",
	"unsupported  cut":                 "error.import_cut",
	"unsupported  xls":                 "error.import_excel_old",
	"unsupported  zip":                 "error.import_zip",
	"unsupported  pdf":                 "error.import_pdf",
	"unsupported  json":                "error.import_json",
	"unsupported  html":                "error.import_html",
	"unsupported  icalendar":           "error.import_calendar",
	"unsupported  book":                "error.import_book",
	"unsupported  invented":            "error.import_invented",
	"unsupported  no_header":           "error.import_no_header",
	"unsupported  older_read_only":     "error.older_read_only",
	"not_found  sync_gone":             "error.sync_gone",
	"not_found  sync_no_file":          "error.sync_gone",
	"locked  sync_not_yet":             "error.sync_not_yet",
	"read_only  sync_read_only":        "error.sync_read_only",
	"disk_full  sync_full":             "error.sync_full",
	"read_only  sync_denied":           "error.sync_denied",
	"locked  sync_offline":             "error.sync_offline",
	"invalid  sync_not_shared":         "error.sync_not_shared",
	"conflict  sync_shared":            "error.sync_shared",
	"not_found  sync_empty":            "error.sync_empty",
	"not_found  sync_no_book":          "error.sync_no_book",
	"conflict  sync_other_book":        "error.sync_other_book",
	"invalid  sync_wrong_key":          "error.sync_wrong_key",
	"invalid  sync_new_key":            "error.sync_new_key",
	"newer_version  sync_newer":        "error.sync_newer",
	"conflict  sync_retired":           "error.sync_retired",
	"locked  sync_not_here":            "error.sync_not_here",
	"invalid place sync_address":       "error.sync_address",
	"locked  sync_busy":                "error.sync_busy",
	"unsupported  sync_too_large":      "error.sync_too_large",
	"invalid clock sync_clock":         "error.sync_clock",
	"invalid place sync_no_place":      "error.sync_no_place",
	"invalid code sync_no_key":         "error.sync_no_key",
	"not_a_book  sync_no_parcel":       "error.sync_no_parcel",
	"corrupt  sync_bad_parcel":         "error.sync_bad_parcel",
	"corrupt  sync_blob":               "error.sync_blob",
	"unsupported  sync":                "error.undo_sync",
	"invalid code code_short":          "error.code_short",
	"invalid code code_long":           "error.code_long",
	"invalid code code_sign":           "error.code_sign",
	"invalid code code_group":          "error.code_group",
	"invalid code code_whole":          "error.code_whole",
}

// byCode are the sentences when nothing more exact is known.
var byCode = map[book.Code]locales.ID{
	book.Invalid:      "error.invalid",
	book.NotFound:     "error.not_found",
	book.Conflict:     "error.conflict",
	book.Locked:       "error.locked",
	book.ReadOnly:     "error.read_only",
	book.DiskFull:     "error.disk_full",
	book.Corrupt:      "error.corrupt",
	book.NotABook:     "error.not_a_book",
	book.NewerVersion: "error.newer_version",
	book.Unsupported:  "error.unsupported",
	book.Cancelled:    "error.cancelled",
	book.Internal:     "error.internal",
}

// Error returns the sentence for err.
func Error(p *locales.Printer, err error) string {
	var e *book.Error
	if errors.As(err, &e) {
		field := ""
		if e.Code == book.Invalid {
			field = e.Field
		}
		if id, ok := byDetail[string(e.Code)+" "+field+" "+e.Detail]; ok {
			return p.T(id, nil)
		}
	}
	if id, ok := byCode[book.CodeOf(err)]; ok {
		return p.T(id, nil)
	}
	return p.T("error.internal", nil)
}

// ErrorAt is Error with where it happened, a path or an address; "" is not said.
func ErrorAt(p *locales.Printer, err error, where string) string {
	if where == "" {
		return Error(p, err)
	}
	return p.T("error.sync_where", locales.V{"What": Error(p, err), "Place": where})
}

// problems are the reasons for which a row of a file does not come in.
var problems = map[string]locales.ID{
	"cut":                      "problem.cut",
	"broken":                   "problem.broken",
	"empty":                    "problem.empty",
	"group":                    "problem.group",
	"too_long":                 "problem.too_long",
	"stray":                    "problem.stray",
	"appointment":              "problem.appointment",
	"name_missing":             "problem.empty",
	"name_too_long":            "problem.too_long",
	"channel_too_long":         "problem.too_long",
	"country_unknown":          "error.country_unknown",
	"currency_unknown":         "error.currency_unknown",
	"time_zone_unknown":        "error.zone_unknown",
	"date_no_such_day":         "error.no_such_day",
	"cadence_order":            "error.cadence_order",
	"picture_too_large":        "error.picture_too_large",
	"observance_basis_missing": "error.basis_missing",
	"basis_unknown":            "error.basis_unknown",
	"basis_why_too_long":       "problem.too_long",
}

// Problem returns why a row of a file could not be read.
func Problem(p *locales.Printer, x book.Problem) string {
	if id, ok := problems[x.Code]; ok {
		return p.T(id, nil)
	}
	return p.T("problem.unread", nil)
}

// warnings are what is said of rows that came in although something in them
// could not be taken as it was.
var warnings = map[string]locales.ID{
	"date_unread":     "warning.date_unread",
	"date_ambiguous":  "warning.date_ambiguous",
	"phone_unread":    "warning.phone_unread",
	"email_unread":    "warning.email_unread",
	"name_missing":    "warning.name_missing",
	"picture_unread":  "warning.picture_unread",
	"picture_link":    "warning.picture_link",
	"country_unknown": "warning.country_unknown",
	"encoding":        "warning.encoding",
	"columns":         "warning.columns",
	"quote":           "warning.quote",
	"nul":             "warning.nul",
	"hidden":          "warning.hidden",
	"nested":          "warning.nested",
	"too_long":        "warning.too_long",
	"opted_out":       "warning.opted_out",
	"still_refused":   "warning.still_refused",
}

// Warning returns what was kept aside of a row that came in.
func Warning(p *locales.Printer, w book.Warning) string {
	if id, ok := warnings[w.Code]; ok {
		return p.T(id, nil)
	}
	return p.T("problem.unread", nil)
}

// BadRows returns a table of the rows that did not come in, with its header:
// where the row is, why it did not come in, and what it says.
func BadRows(p *locales.Printer, items []book.ImportItem) [][]string {
	rows := [][]string{{p.T("badrows.row", nil), p.T("badrows.reason", nil), p.T("badrows.name", nil), p.T("badrows.kept", nil)}}
	for _, it := range items {
		rows = append(rows, []string{strconv.Itoa(it.Row), Problem(p, *it.Problem), it.Customer.Name.Full, strings.Join(said(it.Incoming), "\n")})
	}
	return rows
}

// said lists what a row says beside the name: what was understood, as it was
// written, and then what was not.
func said(in book.Incoming) []string {
	c := in.Customer
	out := []string{c.Organisation, c.Role, c.City, c.Country}
	for _, ch := range c.Channels {
		out = append(out, ch.Value)
	}
	for _, d := range c.Dates {
		if d.Raw == "" && d.When != (calendar.Partial{}) {
			d.Raw = d.When.String()
		}
		out = append(out, d.Raw)
	}
	out = append(out, in.Notes...)
	for _, x := range c.Custom {
		out = append(out, x.Name+": "+x.Value)
	}
	for _, x := range c.Origin.Extra {
		out = append(out, x.Name+": "+x.Value)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
