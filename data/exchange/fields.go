package exchange

import "dragoman/data/book"

// Field names what a column of a table holds. The codes are stored in saved
// mappings and never change.
type Field string

// The fields that a column may be mapped to.
const (
	FieldName          Field = "name"
	FieldLatin         Field = "name.latin"
	FieldReading       Field = "name.reading"
	FieldNickname      Field = "name.nickname"
	FieldPrefix        Field = "name.prefix"
	FieldGiven         Field = "name.given"
	FieldMiddle        Field = "name.middle"
	FieldFamily        Field = "name.family"
	FieldSuffix        Field = "name.suffix"
	FieldPatronymic    Field = "name.patronymic"
	FieldReadingGiven  Field = "reading.given"
	FieldReadingMiddle Field = "reading.middle"
	FieldReadingFamily Field = "reading.family"
	FieldCallMe        Field = "call_me"
	FieldHonorific     Field = "honorific"
	FieldOrganisation  Field = "organisation"
	FieldDepartment    Field = "department"
	FieldRole          Field = "role"
	FieldPhone         Field = "phone"
	FieldEmail         Field = "email"
	FieldWeb           Field = "web"
	FieldIM            Field = "im" // any messenger; the label of the column says which
	FieldAddress       Field = "address"
	FieldBox           Field = "address.box"
	FieldExtended      Field = "address.extended"
	FieldStreet        Field = "address.street"
	FieldCity          Field = "address.city"
	FieldRegion        Field = "address.region"
	FieldPostcode      Field = "address.postcode"
	FieldCountry       Field = "address.country"
	FieldBirthday      Field = "birthday"
	FieldBirthYear     Field = "birthday.year"
	FieldBirthMonth    Field = "birthday.month"
	FieldBirthDay      Field = "birthday.day"
	FieldLunarBirthday Field = "birthday.lunar"
	FieldAnniversary   Field = "anniversary"
	FieldEvent         Field = "event"
	FieldNotes         Field = "notes"
	FieldTags          Field = "tags"
	FieldLanguage      Field = "language"
	FieldTimeZone      Field = "time_zone"
	FieldOwner         Field = "owner"
	FieldCustom        Field = "custom"
	FieldExternalID    Field = "external_id"
	FieldPhoto         Field = "photo"

	// Fields that our own tables have.
	FieldKind          Field = "kind" // person or organisation
	FieldFamily2       Field = "name.family2"
	FieldNameLanguage  Field = "name.language"
	FieldNameOrder     Field = "name.order"
	FieldTitle         Field = "title"
	FieldRegister      Field = "register"
	FieldPronunciation Field = "pronunciation"
	FieldInWriting     Field = "in_writing"
	FieldInSpeech      Field = "in_speech"
	FieldInMail        Field = "in_mail"
	FieldPosition      Field = "position" // the role at the organisation
	FieldPlaceRegion   Field = "region"   // ISO 3166-2, where the customer works
	FieldHours         Field = "hours"
	FieldCadence       Field = "cadence"
	FieldPayment       Field = "payment"
	FieldCurrency      Field = "currency"
	FieldCultures      Field = "cultures"
	FieldObservances   Field = "observances"
	FieldPreferences   Field = "preferences"
	FieldConsents      Field = "consents" // what the customer allows and refuses
	FieldBasis         Field = "basis"    // the ground on which the data is kept
	FieldBasisWhy      Field = "basis.why"
	FieldLastContact   Field = "last_contact"

	// What a customer has asked not to happen: yes means that it must not.
	FieldOptOutMail Field = "opt_out.email"
	FieldOptOutCall Field = "opt_out.phone"
)

// imField returns the field of a messenger, such as "im.wechat".
func imField(kind book.ChannelKind) Field { return FieldIM + "." + Field(kind) }

// Fields lists what a column can be mapped to, in the order in which it is
// offered.
func Fields() []Field {
	return []Field{
		FieldName, FieldGiven, FieldMiddle, FieldFamily, FieldPatronymic, FieldPrefix, FieldSuffix, FieldNickname, FieldLatin,
		FieldReading, FieldReadingGiven, FieldReadingMiddle, FieldReadingFamily, FieldCallMe, FieldHonorific,
		FieldOrganisation, FieldDepartment, FieldRole, FieldPhone, FieldEmail,
		imField(book.WeChat), imField(book.WhatsApp), imField(book.LINE), imField(book.KakaoTalk), imField(book.Telegram),
		imField(book.Zalo), imField(book.Viber), imField(book.Signal), imField(book.Messenger), imField(book.QQ), imField(book.Skype),
		FieldIM, FieldWeb, FieldAddress, FieldStreet, FieldExtended, FieldBox, FieldCity, FieldRegion, FieldPostcode, FieldCountry,
		FieldBirthday, FieldBirthYear, FieldBirthMonth, FieldBirthDay, FieldLunarBirthday, FieldAnniversary, FieldEvent,
		FieldNotes, FieldTags, FieldLanguage, FieldTimeZone, FieldOwner, FieldCustom, FieldExternalID, FieldPhoto,
		FieldKind, FieldFamily2, FieldNameLanguage, FieldNameOrder, FieldTitle, FieldRegister, FieldPronunciation,
		FieldInWriting, FieldInSpeech, FieldInMail, FieldPosition, FieldPlaceRegion, FieldHours, FieldCadence, FieldPayment,
		FieldCurrency, FieldCultures, FieldObservances, FieldPreferences, FieldConsents, FieldBasis, FieldBasisWhy, FieldLastContact,
		FieldOptOutMail, FieldOptOutCall,
	}
}
