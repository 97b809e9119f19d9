package counsel

import (
	"dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
)

// The messages by which the codes of the library are shown.
var (
	topics = map[string]locales.ID{
		"names":       "guides.topic_names",
		"greeting":    "guides.topic_greeting",
		"channel":     "guides.topic_channel",
		"meetings":    "guides.topic_meetings",
		"style":       "guides.topic_style",
		"negotiation": "guides.topic_negotiation",
		"payment":     "guides.topic_payment",
		"gifts":       "guides.topic_gifts",
		"taboos":      "guides.topic_taboos",
		"observances": "guides.topic_observances",
	}
	practices = map[string]locales.ID{
		"form_of_address": "guides.practice_form_of_address",
		"name_order":      "guides.practice_name_order",
		"titles":          "guides.practice_titles",
		"first_greeting":  "guides.practice_first_greeting",
		"business_card":   "guides.practice_business_card",
		"small_talk":      "guides.practice_small_talk",
		"touch":           "guides.practice_touch",
		"first_channel":   "guides.practice_first_channel",
		"reply_time":      "guides.practice_reply_time",
		"written_style":   "guides.practice_written_style",
		"punctuality":     "guides.practice_punctuality",
		"scheduling":      "guides.practice_scheduling",
		"agenda":          "guides.practice_agenda",
		"decision":        "guides.practice_decision",
		"directness":      "guides.practice_directness",
		"silence":         "guides.practice_silence",
		"disagreement":    "guides.practice_disagreement",
		"hierarchy":       "guides.practice_hierarchy",
		"pace":            "guides.practice_pace",
		"price":           "guides.practice_price",
		"contract":        "guides.practice_contract",
		"decision_maker":  "guides.practice_decision_maker",
		"terms":           "guides.practice_terms",
		"invoice":         "guides.practice_invoice",
		"late_payment":    "guides.practice_late_payment",
		"complaint":       "guides.practice_complaint",
		"gift_giving":     "guides.practice_gift_giving",
		"gift_opening":    "guides.practice_gift_opening",
		"meals":           "guides.practice_meals",
		"who_pays":        "guides.practice_who_pays",
		"alcohol":         "guides.practice_alcohol",
		"colours":         "guides.practice_colours",
		"numbers":         "guides.practice_numbers",
		"topics_avoided":  "guides.practice_topics_avoided",
		"gestures":        "guides.practice_gestures",
		"working_week":    "guides.practice_working_week",
		"closures":        "guides.practice_closures",
		"fasting":         "guides.practice_fasting",
		"mourning":        "guides.practice_mourning",
		"":                "guides.practice_own",
	}
	strengths = map[string]locales.ID{
		"law":         "guides.strength_law",
		"strong_norm": "guides.strength_strong_norm",
		"common":      "guides.strength_common",
		"varies":      "guides.strength_varies",
		"fading":      "guides.strength_fading",
	}
	stages = map[string]locales.ID{
		"first_contact":      "guides.stage_first_contact",
		"after_fair":         "guides.stage_after_fair",
		"invitation":         "guides.stage_invitation",
		"quote":              "guides.stage_quote",
		"sample_sent":        "guides.stage_sample_sent",
		"follow_up":          "guides.stage_follow_up",
		"price_talk":         "guides.stage_price_talk",
		"delay":              "guides.stage_delay",
		"complaint_received": "guides.stage_complaint_received",
		"apology":            "guides.stage_apology",
		"thanks":             "guides.stage_thanks",
		"payment_reminder":   "guides.stage_payment_reminder",
		"holiday_wish":       "guides.stage_holiday_wish",
		"birthday":           "guides.stage_birthday",
		"year_end":           "guides.stage_year_end",
		"crisis":             "guides.stage_crisis",
	}
	channels = map[string]locales.ID{
		"mail":      "guides.script_channel_mail",
		"phone":     "guides.script_channel_phone",
		"messenger": "guides.script_channel_messenger",
	}
	formalities = map[string]locales.ID{
		"formal": "guides.formality_formal",
		"warm":   "guides.formality_warm",
	}
	slots = map[string]locales.ID{
		"salutation": "guides.slot_salutation",
		"name":       "guides.slot_name",
		"me":         "guides.slot_me",
		"my_company": "guides.slot_my_company",
		"company":    "guides.slot_company",
		"subject":    "guides.slot_subject",
		"product":    "guides.slot_product",
		"fair":       "guides.slot_fair",
		"date":       "guides.slot_date",
		"place":      "guides.slot_place",
		"amount":     "guides.slot_amount",
		"number":     "guides.slot_number",
		"reason":     "guides.slot_reason",
		"remedy":     "guides.slot_remedy",
		"wish":       "guides.slot_wish",
		"situation":  "guides.slot_situation",
		"next_step":  "guides.slot_next_step",
	}
	uses = map[string]locales.ID{
		"greeting":        "guides.use_greeting",
		"welcome":         "guides.use_welcome",
		"request":         "guides.use_request",
		"thanks":          "guides.use_thanks",
		"apology":         "guides.use_apology",
		"congratulations": "guides.use_congratulations",
		"toast":           "guides.use_toast",
		"closing":         "guides.use_closing",
		"farewell":        "guides.use_farewell",
		"condolence":      "guides.use_condolence",
	}
	registers = map[string]locales.ID{
		"formal":  "guides.register_formal",
		"neutral": "guides.register_neutral",
		"warm":    "guides.register_warm",
	}
	sourceKinds = map[string]locales.ID{
		"official":           "guides.source_kind_official",
		"academic":           "guides.source_kind_academic",
		"chamber":            "guides.source_kind_chamber",
		"news":               "guides.source_kind_news",
		"language_authority": "guides.source_kind_language_authority",
		"dictionary":         "guides.source_kind_dictionary",
		"reference":          "guides.source_kind_reference",
		"insider":            "guides.source_kind_insider",
	}
)

// TopicName gives the message of a topic.
func TopicName(t culture.Topic) locales.ID { return topics[string(t)] }

// PracticeName gives the message of a practice; "" is what is a market's own.
func PracticeName(p string) locales.ID { return practices[p] }

// StrengthName gives the message of a strength.
func StrengthName(s record.Strength) locales.ID { return strengths[string(s)] }

// StageName gives the message of a stage of scripts.
func StageName(stage string) locales.ID { return stages[stage] }

// ChannelName gives the message of a channel of scripts.
func ChannelName(channel string) locales.ID { return channels[channel] }

// FormalityName gives the message of a formality of scripts.
func FormalityName(formality string) locales.ID { return formalities[formality] }

// SlotName gives the message of a slot.
func SlotName(slot string) locales.ID { return slots[slot] }

// UseName gives the message of what a phrase is for.
func UseName(u culture.Use) locales.ID { return uses[string(u)] }

// RegisterName gives the message of a register.
func RegisterName(r culture.Register) locales.ID { return registers[string(r)] }

// SourceKindName gives the message of a kind of source, "" for a kind that is
// not ours.
func SourceKindName(kind string) locales.ID { return sourceKinds[kind] }
