package book

import "time"

// OpKind names a use case in the history. It is stored; a message shows it.
type OpKind string

// The operations.
const (
	OpCustomerAdd     OpKind = "customer.add"
	OpCustomerEdit    OpKind = "customer.edit"
	OpCustomerTrash   OpKind = "customer.trash"
	OpCustomerRestore OpKind = "customer.restore"
	OpCustomerTag     OpKind = "customer.tag"
	OpFollowUpAdd     OpKind = "followup.add"
	OpFollowUpEdit    OpKind = "followup.edit"
	OpFollowUpDone    OpKind = "followup.done"
	OpFollowUpReopen  OpKind = "followup.reopen"
	OpFollowUpSnooze  OpKind = "followup.snooze"
	OpFollowUpTrash   OpKind = "followup.trash"
	OpNoteAdd         OpKind = "note.add"
	OpNoteEdit        OpKind = "note.edit"
	OpNoteTrash       OpKind = "note.trash"
	OpContactLog      OpKind = "contact.log"
	OpContactEdit     OpKind = "contact.edit"
	OpContactTrash    OpKind = "contact.trash"
	OpAttach          OpKind = "attachment.add"
	OpAttachTrash     OpKind = "attachment.trash"
	OpOwnDayAdd       OpKind = "ownday.add"
	OpOwnDayEdit      OpKind = "ownday.edit"
	OpOwnDayTrash     OpKind = "ownday.trash"
	OpLoreAdd         OpKind = "lore.add"
	OpLoreEdit        OpKind = "lore.edit"
	OpLoreTrash       OpKind = "lore.trash"
	OpLoreHide        OpKind = "lore.hide"
	OpLoreShow        OpKind = "lore.show"
	OpRating          OpKind = "rating" // somebody judged a customer
	OpCaseAdd         OpKind = "case.add"
	OpCaseEdit        OpKind = "case.edit"
	OpCaseStep        OpKind = "case.step"
	OpCaseReopen      OpKind = "case.reopen"
	OpCaseTrash       OpKind = "case.trash"
	OpMember          OpKind = "member" // of the team
	OpMemberLeave     OpKind = "member.leave"
	OpCampaignAdd     OpKind = "campaign.add"
	OpCampaignEdit    OpKind = "campaign.edit"
	OpCampaignSend    OpKind = "campaign.send"
	OpCampaignClose   OpKind = "campaign.close"
	OpCampaignReopen  OpKind = "campaign.reopen"
	OpCampaignTrash   OpKind = "campaign.trash"
	OpSurveyAdd       OpKind = "survey.add"
	OpSurveyTrash     OpKind = "survey.trash"
	OpImport          OpKind = "import"
	OpFill            OpKind = "fill" // a program made the customers, as for the demo book
	OpSettings        OpKind = "settings"
	OpMerge           OpKind = "merge"
	OpApart           OpKind = "apart"       // two customers were told apart
	OpPurge           OpKind = "trash.purge" // removed for good; it cannot be undone
	OpSegment         OpKind = "segment"
	OpSegmentTrash    OpKind = "segment.trash"
	OpOrderAdd        OpKind = "order.add"
	OpOrderEdit       OpKind = "order.edit"
	OpOrderTrash      OpKind = "order.trash"
	OpOrderThank      OpKind = "order.thank"
	OpOrderImport     OpKind = "order.import"
	OpRateSave        OpKind = "rate.save"
	OpRateTrash       OpKind = "rate.trash"
	OpDealAdd         OpKind = "deal.add"
	OpDealEdit        OpKind = "deal.edit"
	OpDealMove        OpKind = "deal.move"
	OpDealTrash       OpKind = "deal.trash"
	OpLoyaltyJoin     OpKind = "loyalty.join"
	OpLoyaltyQuit     OpKind = "loyalty.quit"
	OpLoyaltyEntry    OpKind = "loyalty.entry"
	OpLoyaltyDaily    OpKind = "loyalty.daily"
	OpConsent         OpKind = "consent"      // a yes was recorded
	OpConsentStop     OpKind = "consent.stop" // a no was recorded
	OpUndo            OpKind = "undo"
	OpSync            OpKind = "sync"          // changes of other devices came; it cannot be undone
	OpConflictTake    OpKind = "conflict.take" // another device's value was chosen
	OpConflictDrop    OpKind = "conflict.drop" // the present value was chosen
)

// Operation is one use case that was carried out.
type Operation struct {
	ID     ID
	At     time.Time
	Actor  string // who, as written in the settings
	Kind   OpKind
	Detail string // a file name or a tag; never customer data
	Of     ID     // the operation that an OpUndo took back
	Rows   int    // how many rows it changed
	Undone bool   // taken back in the meantime
}

// FieldChange is one field of a customer (or of one of its parts) before and
// after an operation.
type FieldChange struct {
	Operation Operation
	Entity    string // table: "customer", "channel", "note", "followup", …
	Row       ID
	Field     string // column; "" when the whole row was made or removed
	Before    string
	After     string
}

// Entity is a kind of thing that a Change speaks of.
type Entity string

// The entities of the change feed.
const (
	EntityCustomer    Entity = "customer"
	EntityFollowUp    Entity = "followup"
	EntityNote        Entity = "note"
	EntityInteraction Entity = "interaction"
	EntityAttachment  Entity = "attachment"
	EntityRating      Entity = "rating" // what people think of a customer
	EntityCampaign    Entity = "campaign"
	EntityMember      Entity = "member"
	EntityLore        Entity = "lore"   // what the owner wrote about cultures
	EntityOwnDay      Entity = "ownday" // the almanac is no longer what it was
	EntitySettings    Entity = "settings"
	EntityCase        Entity = "case"
	EntitySurvey      Entity = "survey"
	EntitySegment     Entity = "segment"
	EntityOrder       Entity = "purchase"
	EntityRate        Entity = "rate" // amounts in the base currency are no longer what they were
	EntityDeal        Entity = "deal"
	EntityLoyalty     Entity = "loyalty"
	EntityConsent     Entity = "consent"    // what a customer allows
	EntityDuplicates  Entity = "duplicates" // who was told apart
	EntityConflicts   Entity = "conflicts"  // other values came or went
	EntityAll         Entity = "all"        // many things at once: reload what is shown
)

// Change says that something is no longer what it was. Customer is the
// customer concerned, or "".
type Change struct {
	Entity   Entity
	ID       ID
	Customer ID
}
