-- The customer book, first form. Ids are UUIDv7 text, instants are UTC text of
-- fixed width (2006-01-02T15:04:05.000Z), days are ISO text (2006-01-02).
-- NULL means "not known". Columns named in this file under "derived" can be
-- computed from the others and are not part of the history.

CREATE TABLE customer (
	n             INTEGER PRIMARY KEY,
	id            TEXT NOT NULL UNIQUE,
	kind          TEXT NOT NULL,
	name_full     TEXT NOT NULL,
	name_latin    TEXT NOT NULL DEFAULT '',
	name_reading  TEXT NOT NULL DEFAULT '',
	name_nick     TEXT NOT NULL DEFAULT '',
	name_prefix   TEXT NOT NULL DEFAULT '',
	name_given    TEXT NOT NULL DEFAULT '',
	name_given2   TEXT NOT NULL DEFAULT '',
	name_patronym TEXT NOT NULL DEFAULT '',
	name_family   TEXT NOT NULL DEFAULT '',
	name_family2  TEXT NOT NULL DEFAULT '',
	name_suffix   TEXT NOT NULL DEFAULT '',
	name_language TEXT NOT NULL DEFAULT '',
	name_order    TEXT NOT NULL DEFAULT '',
	title         TEXT NOT NULL DEFAULT '',
	job_title     TEXT NOT NULL DEFAULT '',
	honorific     TEXT NOT NULL DEFAULT '',
	register      TEXT NOT NULL DEFAULT '',
	call_me       TEXT NOT NULL DEFAULT '',
	pronunciation TEXT NOT NULL DEFAULT '',
	in_writing    TEXT NOT NULL DEFAULT '',
	in_speech     TEXT NOT NULL DEFAULT '',
	in_mail       TEXT NOT NULL DEFAULT '',
	org_name      TEXT NOT NULL DEFAULT '', -- as written; the card may be missing
	organisation  TEXT REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	role          TEXT NOT NULL DEFAULT '',
	country       TEXT,
	region        TEXT NOT NULL DEFAULT '',
	city          TEXT NOT NULL DEFAULT '',
	time_zone     TEXT NOT NULL DEFAULT '',
	hours_start   INTEGER NOT NULL DEFAULT 0,
	hours_end     INTEGER NOT NULL DEFAULT 0,
	pause_start   INTEGER NOT NULL DEFAULT 0,
	pause_end     INTEGER NOT NULL DEFAULT 0,
	weekend       TEXT, -- days off, Sunday = 0, as "0,6"; NULL is the market's
	payment_habit TEXT NOT NULL DEFAULT '',
	currency      TEXT NOT NULL DEFAULT '',
	cadence_ideal INTEGER NOT NULL DEFAULT 0,
	cadence_long  INTEGER NOT NULL DEFAULT 0,
	owner         TEXT NOT NULL DEFAULT '',
	picture       TEXT REFERENCES picture(id) DEFERRABLE INITIALLY DEFERRED,
	source        TEXT NOT NULL DEFAULT '',
	external_id   TEXT,
	fingerprint   TEXT,
	extra         TEXT NOT NULL DEFAULT '', -- JSON array of [name, value]
	contact_told  TEXT, -- last contact as it was when the customer came into the book
	created_at    TEXT NOT NULL,
	trashed_at    TEXT,
	-- derived
	version       INTEGER NOT NULL,
	updated_at    TEXT NOT NULL,
	sort_key      BLOB NOT NULL,
	name_fold     TEXT NOT NULL,
	last_contact  TEXT,
	cold_on       TEXT -- the first day past the ideal interval
) STRICT;

CREATE INDEX customer_by_name ON customer(sort_key, id, country, kind) WHERE trashed_at IS NULL;
CREATE INDEX customer_by_country ON customer(country, sort_key, id, kind) WHERE trashed_at IS NULL;
CREATE INDEX customer_by_contact ON customer(last_contact, id, country, kind) WHERE trashed_at IS NULL;
CREATE INDEX customer_by_update ON customer(updated_at, id, country, kind) WHERE trashed_at IS NULL;
CREATE INDEX customer_by_creation ON customer(created_at, id, country, kind) WHERE trashed_at IS NULL;
CREATE INDEX customer_by_fold ON customer(name_fold) WHERE trashed_at IS NULL;
CREATE INDEX customer_by_cold ON customer(cold_on) WHERE cold_on IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX organisation_by_fold ON customer(name_fold) WHERE kind = 'organisation' AND trashed_at IS NULL;
CREATE INDEX customer_in_trash ON customer(trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX customer_of_organisation ON customer(organisation) WHERE organisation IS NOT NULL;
CREATE INDEX customer_by_external ON customer(external_id, source) WHERE external_id IS NOT NULL;
CREATE INDEX customer_by_fingerprint ON customer(fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX customer_by_picture ON customer(picture) WHERE picture IS NOT NULL;

-- Pictures are kept by the hash of their content and outlive an undo.
CREATE TABLE picture (
	id    TEXT NOT NULL PRIMARY KEY, -- sha256, hex
	data  BLOB NOT NULL,
	thumb BLOB
) STRICT;

CREATE TABLE culture (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	culture  TEXT NOT NULL,
	said_by  TEXT NOT NULL DEFAULT '',
	said_on  TEXT,
	n        INTEGER NOT NULL, -- derived: the row of the customer
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX culture_by_value ON culture(culture, n);

CREATE TABLE language (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	tag      TEXT NOT NULL,
	level    TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE observance (
	id        TEXT NOT NULL,
	customer  TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos       INTEGER NOT NULL,
	tradition TEXT NOT NULL,
	said_by   TEXT NOT NULL DEFAULT '',
	said_on   TEXT,
	basis     TEXT NOT NULL,
	n        INTEGER NOT NULL, -- derived: the row of the customer
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX observance_by_value ON observance(tradition, n);

CREATE TABLE channel (
	id        TEXT NOT NULL,
	customer  TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos       INTEGER NOT NULL,
	kind      TEXT NOT NULL,
	value     TEXT NOT NULL,
	normal    TEXT,
	label     TEXT NOT NULL DEFAULT '',
	preferred INTEGER NOT NULL DEFAULT 0,
	consent   TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_by_normal ON channel(normal, customer) WHERE normal IS NOT NULL;

CREATE TABLE date (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	label    TEXT NOT NULL DEFAULT '',
	calendar TEXT NOT NULL DEFAULT '',
	year     INTEGER NOT NULL DEFAULT 0, -- 0 means "not known", here and below
	month    INTEGER NOT NULL DEFAULT 0,
	leap     INTEGER NOT NULL DEFAULT 0,
	day      INTEGER NOT NULL DEFAULT 0,
	raw      TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX date_by_day ON date(month, day, calendar, leap);

CREATE TABLE preference (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	text     TEXT NOT NULL,
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	other    TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	label    TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_to ON relation(other);

CREATE TABLE custom (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	name     TEXT NOT NULL,
	value    TEXT NOT NULL,
	PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
	id       TEXT NOT NULL,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	tag      TEXT NOT NULL,
	n        INTEGER NOT NULL, -- derived: the row of the customer
	PRIMARY KEY (customer, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_by_value ON tag(tag, n);

CREATE TABLE note (
	n          INTEGER PRIMARY KEY,
	id         TEXT NOT NULL UNIQUE,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	text       TEXT NOT NULL,
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX note_of_customer ON note(customer, created_at);

CREATE TABLE interaction (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	kind       TEXT NOT NULL,
	direction  TEXT NOT NULL DEFAULT '',
	at         TEXT NOT NULL,
	text       TEXT NOT NULL DEFAULT '',
	followup   TEXT, -- may be gone
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_of_customer ON interaction(customer, at);

CREATE TABLE followup (
	n          INTEGER PRIMARY KEY,
	id         TEXT NOT NULL UNIQUE,
	customer   TEXT REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	holiday    TEXT NOT NULL DEFAULT '',
	title      TEXT NOT NULL,
	kind       TEXT NOT NULL,
	priority   INTEGER NOT NULL DEFAULT 0,
	due        TEXT,
	due_minute INTEGER NOT NULL DEFAULT -1,
	zone       TEXT NOT NULL DEFAULT '',
	repeat     TEXT NOT NULL DEFAULT '',
	reminder   INTEGER NOT NULL DEFAULT -1,
	snoozed    TEXT,
	notes      TEXT NOT NULL DEFAULT '',
	owner      TEXT NOT NULL DEFAULT '',
	done_at    TEXT,
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL,
	due_from   TEXT -- the later of due and snoozed: the day it asks for attention
) STRICT;
CREATE INDEX followup_open ON followup(due_from) WHERE done_at IS NULL AND trashed_at IS NULL;
CREATE INDEX followup_done ON followup(done_at) WHERE done_at IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX followup_by_due ON followup(due) WHERE trashed_at IS NULL;
CREATE INDEX followup_of_customer ON followup(customer) WHERE customer IS NOT NULL;

CREATE TABLE checkitem (
	id       TEXT NOT NULL PRIMARY KEY,
	followup TEXT NOT NULL REFERENCES followup(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	text     TEXT NOT NULL,
	done     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX checkitem_of_followup ON checkitem(followup);

CREATE TABLE setting (
	id    TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done, and every row or column that it changed. Column '' is a whole
-- row: made (before and after NULL) or removed (before holds it as JSON). The
-- parts which a customer or a follow-up had when it was made came with it and
-- have no changes of their own.
CREATE TABLE operation (
	n         INTEGER PRIMARY KEY,
	id        TEXT NOT NULL UNIQUE,
	at        TEXT NOT NULL,
	actor     TEXT NOT NULL DEFAULT '',
	kind      TEXT NOT NULL,
	detail    TEXT NOT NULL DEFAULT '',
	of        TEXT, -- the operation that this one took back
	rows      INTEGER NOT NULL DEFAULT 0,
	undone_by TEXT
) STRICT;

CREATE TABLE change (
	op       INTEGER NOT NULL REFERENCES operation(n),
	seq      INTEGER NOT NULL,
	entity   TEXT NOT NULL,
	row      TEXT NOT NULL,
	customer TEXT,
	made     INTEGER NOT NULL DEFAULT 0, -- 1 row made, -1 row removed, 0 a column
	col      TEXT NOT NULL DEFAULT '',
	before   ANY,
	after    ANY,
	PRIMARY KEY (op, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of_customer ON change(customer) WHERE customer IS NOT NULL;

-- The search index is derived too: it can be rebuilt from the rows.
CREATE VIRTUAL TABLE customer_search USING fts5(
	text, content='', contentless_delete=1, tokenize='ascii', prefix='1 2'
);
CREATE VIRTUAL TABLE note_search USING fts5(
	text, content='', contentless_delete=1, tokenize='ascii', prefix='1 2'
);
CREATE VIRTUAL TABLE followup_search USING fts5(
	text, content='', contentless_delete=1, tokenize='ascii', prefix='1 2'
);
-- Customers of whom two were made one, and couples of whom the user said that
-- they are not.

ALTER TABLE customer ADD COLUMN merged_into TEXT REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE apart (
	id TEXT NOT NULL PRIMARY KEY,
	a  TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	b  TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_of ON apart(b);
-- The user's own days: announced dates of holidays, closing days of a customer
-- or a place, and holidays that the almanac does not know.
CREATE TABLE ownday (
	id         TEXT NOT NULL PRIMARY KEY,
	sort       TEXT NOT NULL,
	customer   TEXT REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	country    TEXT NOT NULL DEFAULT '',
	region     TEXT NOT NULL DEFAULT '',
	rule       TEXT NOT NULL DEFAULT '', -- the holiday that was announced
	rule_year  INTEGER NOT NULL DEFAULT 0, -- the Gregorian year of the date that it replaces
	calendar   TEXT NOT NULL DEFAULT '',
	year       INTEGER NOT NULL DEFAULT 0, -- 0 is every year
	month      INTEGER NOT NULL DEFAULT 0,
	leap       INTEGER NOT NULL DEFAULT 0,
	day        INTEGER NOT NULL DEFAULT 0,
	nth        INTEGER NOT NULL DEFAULT 0, -- 1 to 5, or -1 for the last: a weekday of the month
	weekday    INTEGER NOT NULL DEFAULT 0,
	days       INTEGER NOT NULL DEFAULT 1,
	kind       TEXT NOT NULL DEFAULT '',
	mood       TEXT NOT NULL DEFAULT '',
	name       TEXT NOT NULL DEFAULT '',
	note       TEXT NOT NULL DEFAULT '',
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ownday_of_customer ON ownday(customer) WHERE customer IS NOT NULL;

-- Who is closed is counted by place.
CREATE INDEX customer_by_place ON customer(country, region, weekend) WHERE trashed_at IS NULL;
-- Queries that were kept under a name.

CREATE TABLE segment (
	id         TEXT NOT NULL PRIMARY KEY,
	name       TEXT NOT NULL,
	query      TEXT NOT NULL,
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
-- What the owner of the book wrote about cultures, and which of the built-in
-- records they have put out of sight.
CREATE TABLE lore (
	id         TEXT NOT NULL PRIMARY KEY,
	sort       TEXT NOT NULL,
	market     TEXT NOT NULL DEFAULT '', -- of a statement: JP, IN-TN
	language   TEXT NOT NULL DEFAULT '', -- of a phrase or script
	subject    TEXT NOT NULL DEFAULT '', -- topic, use or stage; of what is hidden, its id
	practice   TEXT NOT NULL DEFAULT '',
	strength   TEXT NOT NULL DEFAULT '',
	channel    TEXT NOT NULL DEFAULT '',
	register   TEXT NOT NULL DEFAULT '',
	heading    TEXT NOT NULL DEFAULT '', -- subject of a mail; how a phrase is read
	text       TEXT NOT NULL DEFAULT '',
	meaning    TEXT NOT NULL DEFAULT '',
	scope      TEXT NOT NULL DEFAULT '',
	why        TEXT NOT NULL DEFAULT '',
	advice     TEXT NOT NULL DEFAULT '',
	avoid      TEXT NOT NULL DEFAULT '',
	ask        TEXT NOT NULL DEFAULT '',
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What a shared book knows about sharing. A book that is not shared has no rows
-- here. None of it is history.

-- The book on this computer: which shared book it is, which copy of it, the
-- last instant of its clock, and what the engine keeps.
CREATE TABLE sync_self (
	one       INTEGER PRIMARY KEY CHECK (one = 1),
	workspace TEXT NOT NULL,
	replica   TEXT NOT NULL,
	clock     INTEGER NOT NULL,
	state     BLOB NOT NULL
) STRICT;

-- Names of tables, columns and copies, written as numbers below.
CREATE TABLE sync_name (
	n    INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- When the cells of a row were written, and the values that the row itself
-- cannot hold: of rows that were removed, that wait for another, or that only a
-- newer program knows. A row without an entry is as it was when it was shared.
CREATE TABLE sync_row (
	entity INTEGER NOT NULL,
	row    ANY NOT NULL, -- the 16 bytes of a UUID, or another id as text
	clocks BLOB NOT NULL,
	hidden BLOB,
	PRIMARY KEY (entity, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_hidden ON sync_row(entity) WHERE hidden IS NOT NULL;

-- Changes that are in no segment yet.
CREATE TABLE sync_out (
	n    INTEGER PRIMARY KEY,
	rows BLOB NOT NULL
) STRICT;

-- Segments, own ones and those of others, as they are in the shared place.
CREATE TABLE sync_segment (
	n       INTEGER PRIMARY KEY,
	replica TEXT NOT NULL,
	seq     INTEGER NOT NULL,
	name    TEXT NOT NULL,
	data    BLOB NOT NULL,
	sent    INTEGER NOT NULL,
	UNIQUE (replica, seq)
) STRICT;

-- Values that were written while another device wrote the same field.
CREATE TABLE othervalue (
	id       TEXT NOT NULL PRIMARY KEY,
	entity   TEXT NOT NULL,
	row      TEXT NOT NULL,
	customer TEXT,
	col      TEXT NOT NULL,
	value    ANY,
	by       TEXT NOT NULL,
	at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX othervalue_of_cell ON othervalue(entity, row, col);
-- What a touch was like, what comes of it, and files that belong to customers.
ALTER TABLE interaction ADD COLUMN network TEXT NOT NULL DEFAULT ''; -- of social media
ALTER TABLE interaction ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN present TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN mood TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN next_step TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN next TEXT; -- the follow-up that it became; may be gone
ALTER TABLE interaction ADD COLUMN aside INTEGER NOT NULL DEFAULT 0; -- 1: not a contact
ALTER TABLE interaction ADD COLUMN author TEXT NOT NULL DEFAULT '';

-- The timeline of a customer is read, counted, and its last contact found, in
-- the index alone.
DROP INDEX interaction_of_customer;
CREATE INDEX interaction_of_customer ON interaction(customer, at, trashed_at, aside);
CREATE INDEX interaction_by_followup ON interaction(followup) WHERE followup IS NOT NULL;
CREATE INDEX followup_done_with ON followup(customer, done_at) WHERE done_at IS NOT NULL AND trashed_at IS NULL;

-- Content lies beside the book by its hash.
CREATE TABLE attachment (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	owner_kind TEXT NOT NULL,
	owner_id   TEXT NOT NULL DEFAULT '', -- '' is the customer itself; may be gone
	name       TEXT NOT NULL,
	size       INTEGER NOT NULL DEFAULT 0,
	hash       TEXT NOT NULL, -- sha256, hex
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_of_customer ON attachment(customer, created_at);
CREATE INDEX attachment_of_owner ON attachment(owner_id) WHERE owner_id <> '';
CREATE INDEX attachment_by_hash ON attachment(hash);
-- What customers bought, at which rates it is summed, and which deals may come
-- about. Amounts are minor units of their currency.
CREATE TABLE purchase (
	n          INTEGER PRIMARY KEY,
	id         TEXT NOT NULL UNIQUE,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	deal       TEXT, -- may be gone
	number     TEXT NOT NULL DEFAULT '',
	day        TEXT NOT NULL,
	status     TEXT NOT NULL,
	currency   TEXT NOT NULL,
	total      INTEGER NOT NULL,
	cost       INTEGER, -- NULL is not known
	payment    TEXT NOT NULL DEFAULT '',
	note       TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL,
	counts     INTEGER NOT NULL DEFAULT 0, -- 1 a sale, -1 a return, 0 neither
	base       INTEGER, -- total in the base currency; NULL without a rate
	base_cost  INTEGER  -- cost in the base currency; NULL without a rate or a cost
) STRICT;
CREATE INDEX purchase_by_day ON purchase(day) WHERE trashed_at IS NULL;
CREATE INDEX purchase_of_customer ON purchase(customer, day);
CREATE INDEX purchase_worth ON purchase(customer, day, counts, base, base_cost) WHERE counts <> 0 AND trashed_at IS NULL;
CREATE INDEX purchase_by_number ON purchase(number) WHERE number <> '';
CREATE INDEX purchase_by_currency ON purchase(currency, day);
CREATE INDEX purchase_without_rate ON purchase(currency, day, total) WHERE base IS NULL AND counts <> 0 AND trashed_at IS NULL;

CREATE TABLE purchaseline (
	id       TEXT NOT NULL PRIMARY KEY,
	purchase TEXT NOT NULL REFERENCES purchase(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	text     TEXT NOT NULL,
	quantity INTEGER NOT NULL, -- thousandths
	price    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX purchaseline_of_purchase ON purchaseline(purchase);

CREATE TABLE rate (
	id         TEXT NOT NULL PRIMARY KEY,
	day        TEXT NOT NULL,
	currency   TEXT NOT NULL,
	base       TEXT NOT NULL,
	rate       TEXT NOT NULL, -- decimal: one of currency is so many of base
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE deal (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	title      TEXT NOT NULL,
	stage      TEXT NOT NULL,
	amount     INTEGER NOT NULL DEFAULT 0,
	currency   TEXT NOT NULL,
	likelihood INTEGER NOT NULL DEFAULT 0,
	expected   TEXT,
	owner      TEXT NOT NULL DEFAULT '',
	note       TEXT NOT NULL DEFAULT '',
	lost_why   TEXT NOT NULL DEFAULT '',
	closed_at  TEXT,
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_of_customer ON deal(customer);
CREATE INDEX deal_open ON deal(expected) WHERE closed_at IS NULL AND trashed_at IS NULL;
-- What people think of a customer, with the reason. Rows are only added; the
-- latest of a kind counts.
CREATE TABLE rating (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	what       TEXT NOT NULL, -- influence, potential, strategic, trust
	score      INTEGER NOT NULL, -- 1 to 5
	reason     TEXT NOT NULL DEFAULT '',
	day        TEXT NOT NULL,
	by         TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_of_customer ON rating(customer, day);
-- What was erased, so that no copy and no other device brings it back: ids and
-- the day, and nothing else.
CREATE TABLE erased (
	id TEXT NOT NULL PRIMARY KEY, -- of a customer, or of a row that is found by its id alone
	at TEXT NOT NULL -- the day
) STRICT, WITHOUT ROWID;

-- Who did what is looked through by day, person and kind.
CREATE INDEX operation_by_day ON operation(at);
CREATE INDEX operation_by_actor ON operation(actor, n);
CREATE INDEX operation_by_kind ON operation(kind, n);
-- Requests and complaints. What a promise was to take and took is working time
-- that both sides share, in minutes, as it was counted then.
CREATE TABLE case_ (
	n               INTEGER PRIMARY KEY,
	id              TEXT NOT NULL UNIQUE,
	customer        TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	kind            TEXT NOT NULL, -- request or complaint
	state           TEXT NOT NULL,
	channel         TEXT NOT NULL DEFAULT '',
	seriousness     TEXT NOT NULL DEFAULT '',
	tier            TEXT NOT NULL DEFAULT '', -- of the customer at intake
	owner           TEXT NOT NULL DEFAULT '',
	subject         TEXT NOT NULL,
	text            TEXT NOT NULL DEFAULT '',
	received_at     TEXT NOT NULL,
	first_reply_due TEXT,
	replied_at      TEXT,
	solve_due       TEXT,
	solved_at       TEXT,
	confirmed_at    TEXT, -- told, confirmed or dismissed
	warn_at         TEXT,
	reopened_at     TEXT,
	reopened        INTEGER NOT NULL DEFAULT 0,
	reply_target    INTEGER NOT NULL DEFAULT 0,
	reply_took      INTEGER NOT NULL DEFAULT 0,
	solve_target    INTEGER NOT NULL DEFAULT 0,
	solve_took      INTEGER NOT NULL DEFAULT 0,
	cause           TEXT NOT NULL DEFAULT '',
	remedy          TEXT NOT NULL DEFAULT '',
	changed         TEXT NOT NULL DEFAULT '',
	learnt          TEXT NOT NULL DEFAULT '',
	reason          TEXT NOT NULL DEFAULT '',
	followup        TEXT, -- may be gone
	created_at      TEXT NOT NULL,
	trashed_at      TEXT,
	-- derived
	version         INTEGER NOT NULL,
	updated_at      TEXT NOT NULL,
	due             TEXT -- when the clock that runs has run out
) STRICT;
CREATE INDEX case_open ON case_(due IS NULL, due, received_at) WHERE confirmed_at IS NULL AND trashed_at IS NULL;
CREATE INDEX case_closed ON case_(confirmed_at) WHERE confirmed_at IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX case_of_customer ON case_(customer, received_at);
CREATE INDEX case_of_followup ON case_(followup) WHERE followup IS NOT NULL;

CREATE VIRTUAL TABLE case_search USING fts5(
	text, content='', contentless_delete=1, tokenize='ascii', prefix='1 2'
);
-- What customers ask for by right of the law, how long customers are kept, and
-- whom somebody has looked at and kept.
CREATE TABLE petition (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED, -- NULL once erased
	kind       TEXT NOT NULL,
	law        TEXT NOT NULL DEFAULT '',
	channel    TEXT NOT NULL DEFAULT '',
	received   TEXT NOT NULL,
	due        TEXT NOT NULL,
	extended   INTEGER NOT NULL DEFAULT 0,
	note       TEXT NOT NULL DEFAULT '',
	outcome    TEXT NOT NULL DEFAULT '', -- '' while it is open
	done       TEXT NOT NULL DEFAULT '',
	closed_on  TEXT,
	followup   TEXT, -- may be gone
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX petition_of_customer ON petition(customer) WHERE customer IS NOT NULL;
CREATE INDEX petition_open ON petition(due) WHERE outcome = '' AND trashed_at IS NULL;

CREATE TABLE retention (
	id         TEXT NOT NULL PRIMARY KEY,
	kind       TEXT NOT NULL DEFAULT '',
	segment    TEXT NOT NULL DEFAULT '', -- may be gone
	years      INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE keeping (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	reason     TEXT NOT NULL,
	until      TEXT NOT NULL,
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX keeping_of_customer ON keeping(customer, until);
-- Rows of a shared book that cannot be shown, or not whole, until another row
-- comes, changes or goes.
CREATE TABLE sync_wait (
	entity INTEGER NOT NULL,
	row    TEXT NOT NULL,
	on_entity INTEGER NOT NULL,
	on_row    TEXT NOT NULL,
	PRIMARY KEY (entity, row, on_entity, on_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_wait_on ON sync_wait(on_entity, on_row);
-- Letters to many: greetings, messages in a crisis, invitations; and to whom.
CREATE TABLE campaign (
	id         TEXT NOT NULL PRIMARY KEY,
	kind       TEXT NOT NULL,
	title      TEXT NOT NULL,
	holiday    TEXT NOT NULL DEFAULT '',
	day        TEXT,
	minute     INTEGER NOT NULL DEFAULT -1,
	zone       TEXT NOT NULL DEFAULT '',
	place      TEXT NOT NULL DEFAULT '',
	situation  TEXT NOT NULL DEFAULT '',
	note       TEXT NOT NULL DEFAULT '',
	owner      TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	closed_at  TEXT,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE recipient (
	id       TEXT NOT NULL PRIMARY KEY,
	campaign TEXT NOT NULL REFERENCES campaign(id) DEFERRABLE INITIALLY DEFERRED,
	customer TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	state    TEXT NOT NULL,
	why      TEXT NOT NULL DEFAULT '', -- left out
	stated   INTEGER NOT NULL DEFAULT 0,
	channel  TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	subject  TEXT NOT NULL DEFAULT '',
	text     TEXT NOT NULL DEFAULT '',
	edited   INTEGER NOT NULL DEFAULT 0,
	sent_at  TEXT,
	touch    TEXT, -- the interaction; may be gone
	reply    TEXT NOT NULL DEFAULT '',
	guests   INTEGER NOT NULL DEFAULT 0,
	diet     TEXT NOT NULL DEFAULT '',
	seat     TEXT NOT NULL DEFAULT '',
	came     INTEGER NOT NULL DEFAULT 0
, day TEXT, tier TEXT NOT NULL DEFAULT '', perk TEXT NOT NULL DEFAULT '', gift INTEGER NOT NULL DEFAULT 0, gift_for TEXT NOT NULL DEFAULT '', gift_text TEXT NOT NULL DEFAULT '', give INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_of_campaign ON recipient(campaign, state);
CREATE INDEX recipient_of_customer ON recipient(customer);
-- What customers allow and refuse: a log to which lines are only added. What
-- stood beside each channel becomes the first lines of it, under the same ids,
-- so that every copy of a book makes the same ones.

CREATE TABLE consent (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	purpose    TEXT NOT NULL DEFAULT '', -- '' is every contact
	channel    TEXT NOT NULL DEFAULT '', -- '' is every channel
	address    TEXT NOT NULL DEFAULT '', -- as it is compared; '' is every address
	state      TEXT NOT NULL,
	wording    TEXT NOT NULL DEFAULT '',
	source     TEXT NOT NULL DEFAULT '',
	said_on    TEXT,
	expires    TEXT, -- the last day of a yes
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_of_customer ON consent(customer, purpose, channel, address, said_on);
CREATE INDEX consent_by_state ON consent(state, purpose, customer);
CREATE INDEX consent_by_expiry ON consent(expires) WHERE expires IS NOT NULL;

INSERT INTO consent(id, customer, channel, address, state, source, created_at)
	SELECT h.id, h.customer, h.kind, coalesce(h.normal, CASE h.consent WHEN 'granted' THEN lower(trim(h.value)) ELSE '' END),
		h.consent, 'card', c.created_at
	FROM channel h JOIN customer c ON c.id = h.customer WHERE h.consent IN ('granted', 'declined');
ALTER TABLE channel DROP COLUMN consent;

-- Addresses that opted out, as keyed hashes and without a customer: they
-- outlive the customer.
CREATE TABLE optout (
	id         TEXT NOT NULL PRIMARY KEY,
	key        TEXT NOT NULL,
	hash       TEXT NOT NULL,
	purpose    TEXT NOT NULL DEFAULT '',
	channel    TEXT NOT NULL DEFAULT '',
	said_on    TEXT,
	created_at TEXT NOT NULL,
	trashed_at TEXT -- a later yes lifted it
) STRICT, WITHOUT ROWID;
CREATE INDEX optout_by_hash ON optout(hash);

CREATE TABLE optoutkey (
	id         TEXT NOT NULL PRIMARY KEY,
	secret     TEXT NOT NULL,
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE customer ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN basis_why TEXT NOT NULL DEFAULT '';
ALTER TABLE custom ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0;
-- The team: who owns customers, cases, deals and follow-ups, by name.
CREATE TABLE member (
	id         TEXT NOT NULL PRIMARY KEY,
	name       TEXT NOT NULL,
	languages  TEXT NOT NULL DEFAULT '', -- as "ja:fluent,en:native"
	cultures   TEXT NOT NULL DEFAULT '', -- as "JP,DE"
	note       TEXT NOT NULL DEFAULT '',
	away       INTEGER NOT NULL DEFAULT 0,
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
-- Who takes part in the loyalty programme, and the points of each: a ledger to
-- which lines are only ever added. The balance is their sum.
CREATE TABLE account (
	id          TEXT NOT NULL PRIMARY KEY,
	customer    TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	joined      TEXT NOT NULL,
	tier        TEXT NOT NULL DEFAULT '', -- as it was computed last
	tier_before TEXT NOT NULL DEFAULT '',
	tier_on     TEXT, -- when it changed
	created_at  TEXT NOT NULL,
	trashed_at  TEXT  -- left the programme
) STRICT, WITHOUT ROWID;
CREATE INDEX account_of_customer ON account(customer);

CREATE TABLE ledger (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	kind       TEXT NOT NULL, -- earned, gift, redeemed, expired, adjusted
	points     INTEGER NOT NULL, -- below zero takes
	day        TEXT NOT NULL,
	reason     TEXT NOT NULL DEFAULT '',
	purchase   TEXT, -- may be gone
	reward     TEXT NOT NULL DEFAULT '',
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_of_customer ON ledger(customer, day, points, kind, purchase);
CREATE INDEX ledger_of_purchase ON ledger(purchase, points) WHERE purchase IS NOT NULL;
CREATE INDEX ledger_redeemed ON ledger(day) WHERE kind = 'redeemed';

-- Whether the customer was thanked for an order, or need not be.
ALTER TABLE purchase ADD COLUMN thanked INTEGER NOT NULL DEFAULT 0;

-- Closed cases are narrowed along their index, without a look at each row.
DROP INDEX case_closed;
CREATE INDEX case_closed ON case_(confirmed_at, id, state, owner, kind, customer) WHERE confirmed_at IS NOT NULL AND trashed_at IS NULL;
-- Open ones are counted and their owners found along theirs.
DROP INDEX case_open;
CREATE INDEX case_open ON case_(due IS NULL, due, received_at, id, warn_at, kind, state, owner, customer) WHERE confirmed_at IS NULL AND trashed_at IS NULL;

-- What customers answered when they were asked how satisfied they are.
CREATE TABLE survey (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	case_      TEXT, -- after which they were asked; may be gone
	measure    TEXT NOT NULL, -- csat or nps
	score      INTEGER NOT NULL,
	day        TEXT NOT NULL,
	text       TEXT NOT NULL DEFAULT '',
	themes     TEXT NOT NULL DEFAULT '', -- a line each
	language   TEXT NOT NULL DEFAULT '',
	request    TEXT, -- the case that a low answer opened; may be gone
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_of_customer ON survey(customer, day);
CREATE INDEX survey_by_day ON survey(day) WHERE trashed_at IS NULL;
-- What the sales of each customer come to and which tier is theirs, a narrow row
-- for each, so that customers are found by it without adding up their orders.
-- All of it is derived: the triggers keep it whichever way a row comes, changes
-- or goes.
CREATE TABLE worth (
	n      INTEGER PRIMARY KEY, -- the row of the customer
	orders INTEGER NOT NULL DEFAULT 0, -- sales, without returns
	spent  INTEGER NOT NULL DEFAULT 0, -- what was sold less what came back, in the base currency
	bought TEXT, -- the day of the last sale
	tier   TEXT NOT NULL DEFAULT '' -- where two devices let somebody join, of the account that came first
) STRICT;

-- What it has to be. The sum is taken in two halves: of absurd amounts it is the
-- greatest number there is, and no error.
CREATE VIEW worth_now AS SELECT c.n,
	(SELECT count(*) FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1) AS orders,
	(SELECT CAST(coalesce(sum(p.base >> 32) * 4294967296 + sum(p.base & 4294967295), 0) AS INTEGER)
		FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL) AS spent,
	(SELECT p.day FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
		ORDER BY p.day DESC LIMIT 1) AS bought,
	coalesce((SELECT a.tier FROM account a WHERE a.customer = c.id AND a.trashed_at IS NULL ORDER BY a.id LIMIT 1), '') AS tier
	FROM customer c;
INSERT INTO worth SELECT n, orders, spent, bought, tier FROM worth_now;

-- A customer may come after its orders, as when a removal is taken back.
CREATE TRIGGER worth_customer_comes AFTER INSERT ON customer BEGIN
	INSERT INTO worth SELECT n, orders, spent, bought, tier FROM worth_now WHERE n = NEW.n;
END;
CREATE TRIGGER worth_customer_goes AFTER DELETE ON customer BEGIN
	DELETE FROM worth WHERE n = OLD.n;
END;

-- Orders are added and taken off one by one: some customers have thousands.
CREATE TRIGGER worth_order_comes AFTER INSERT ON purchase WHEN NEW.counts <> 0 AND NEW.trashed_at IS NULL BEGIN
	UPDATE worth SET orders = orders + (NEW.counts = 1), spent = CAST(spent + coalesce(NEW.base, 0) AS INTEGER),
		bought = CASE WHEN NEW.counts = 1 AND (bought IS NULL OR bought < NEW.day) THEN NEW.day ELSE bought END
		WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
END;
CREATE TRIGGER worth_order_goes AFTER DELETE ON purchase WHEN OLD.counts <> 0 AND OLD.trashed_at IS NULL BEGIN
	UPDATE worth SET orders = orders - (OLD.counts = 1), spent = CAST(spent - coalesce(OLD.base, 0) AS INTEGER),
		bought = (SELECT p.day FROM purchase p WHERE p.customer = OLD.customer AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
			ORDER BY p.day DESC LIMIT 1)
		WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
END;
CREATE TRIGGER worth_order_changes AFTER UPDATE OF customer, day, counts, base, trashed_at ON purchase
	WHEN (OLD.customer, OLD.day, OLD.counts, OLD.base, OLD.trashed_at) IS NOT (NEW.customer, NEW.day, NEW.counts, NEW.base, NEW.trashed_at) BEGIN
	UPDATE worth SET orders = orders - (OLD.counts = 1), spent = CAST(spent - coalesce(OLD.base, 0) AS INTEGER),
		bought = (SELECT p.day FROM purchase p WHERE p.customer = OLD.customer AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
			ORDER BY p.day DESC LIMIT 1)
		WHERE OLD.counts <> 0 AND OLD.trashed_at IS NULL AND n = (SELECT n FROM customer WHERE id = OLD.customer);
	UPDATE worth SET orders = orders + (NEW.counts = 1), spent = CAST(spent + coalesce(NEW.base, 0) AS INTEGER),
		bought = CASE WHEN NEW.counts = 1 AND (bought IS NULL OR bought < NEW.day) THEN NEW.day ELSE bought END
		WHERE NEW.counts <> 0 AND NEW.trashed_at IS NULL AND n = (SELECT n FROM customer WHERE id = NEW.customer);
END;

CREATE TRIGGER worth_account_comes AFTER INSERT ON account BEGIN
	UPDATE worth SET tier = (SELECT w.tier FROM worth_now w WHERE w.n = worth.n) WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
END;
CREATE TRIGGER worth_account_goes AFTER DELETE ON account BEGIN
	UPDATE worth SET tier = (SELECT w.tier FROM worth_now w WHERE w.n = worth.n) WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
END;
CREATE TRIGGER worth_account_changes AFTER UPDATE OF customer, tier, trashed_at ON account
	WHEN (OLD.customer, OLD.tier, OLD.trashed_at) IS NOT (NEW.customer, NEW.tier, NEW.trashed_at) BEGIN
	UPDATE worth SET tier = (SELECT w.tier FROM worth_now w WHERE w.n = worth.n) WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
END;
-- How customers stand to being contacted: the last answer of each to each
-- question, in a narrow row, so that customers are found by it without looking
-- through all that was ever said. Since when anything was said stands beside
-- their worth. All of it is derived, and kept by the triggers.
CREATE TABLE stance (
	n       INTEGER NOT NULL, -- the row of the customer
	id      TEXT NOT NULL, -- of the consent
	purpose TEXT NOT NULL,
	whole   INTEGER NOT NULL, -- of every channel
	state   TEXT NOT NULL,
	expires TEXT,
	PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;

-- Answers of a customer are few, and found by it alone.
DROP INDEX consent_by_state;
DROP INDEX consent_of_customer;
CREATE INDEX consent_of_customer ON consent(customer);

CREATE VIEW stance_now AS SELECT c.n, k.id, k.purpose, k.channel = '' AS whole, k.state, k.expires
	FROM customer c JOIN consent k ON k.customer = c.id
	WHERE NOT EXISTS (SELECT 1 FROM consent l WHERE l.customer = k.customer AND l.purpose = k.purpose AND l.channel = k.channel
		AND l.address = k.address AND (coalesce(l.said_on, ''), l.created_at, l.id) > (coalesce(k.said_on, ''), k.created_at, k.id));
INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now;

ALTER TABLE worth ADD COLUMN asked TEXT; -- the day of the first answer
DROP TRIGGER worth_customer_comes;
DROP TRIGGER worth_customer_goes;
DROP VIEW worth_now;
CREATE VIEW worth_now AS SELECT c.n,
	(SELECT count(*) FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1) AS orders,
	(SELECT CAST(coalesce(sum(p.base >> 32) * 4294967296 + sum(p.base & 4294967295), 0) AS INTEGER)
		FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL) AS spent,
	(SELECT p.day FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
		ORDER BY p.day DESC LIMIT 1) AS bought,
	coalesce((SELECT a.tier FROM account a WHERE a.customer = c.id AND a.trashed_at IS NULL ORDER BY a.id LIMIT 1), '') AS tier,
	(SELECT min(coalesce(k.said_on, substr(k.created_at, 1, 10))) FROM consent k WHERE k.customer = c.id) AS asked
	FROM customer c;
UPDATE worth SET asked = s.asked FROM (SELECT c.n, min(coalesce(k.said_on, substr(k.created_at, 1, 10))) AS asked
	FROM consent k JOIN customer c ON c.id = k.customer GROUP BY c.n) s WHERE s.n = worth.n;

CREATE TRIGGER worth_customer_comes AFTER INSERT ON customer BEGIN
	INSERT INTO worth(n, orders, spent, bought, tier, asked) SELECT n, orders, spent, bought, tier, asked FROM worth_now WHERE n = NEW.n;
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = NEW.n;
END;
CREATE TRIGGER worth_customer_goes AFTER DELETE ON customer BEGIN
	DELETE FROM worth WHERE n = OLD.n;
	DELETE FROM stance WHERE n = OLD.n;
END;

CREATE TRIGGER stance_consent_comes AFTER INSERT ON consent BEGIN
	DELETE FROM stance WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
	UPDATE worth SET asked = min(coalesce(asked, '9999'), coalesce(NEW.said_on, substr(NEW.created_at, 1, 10)))
		WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
END;
CREATE TRIGGER stance_consent_goes AFTER DELETE ON consent BEGIN
	DELETE FROM stance WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
	UPDATE worth SET asked = (SELECT w.asked FROM worth_now w WHERE w.n = worth.n) WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
END;
CREATE TRIGGER stance_consent_changes AFTER UPDATE ON consent BEGIN
	DELETE FROM stance WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
	UPDATE worth SET asked = (SELECT w.asked FROM worth_now w WHERE w.n = worth.n) WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
END;

-- Orders of a customer are found along one index and not two.
DROP INDEX purchase_of_customer;
DROP INDEX purchase_worth;
CREATE INDEX purchase_worth ON purchase(customer, day, counts, base, base_cost, trashed_at);

PRAGMA application_id = 1148348269;
PRAGMA user_version = 22;
INSERT INTO customer(id, kind, name_full, created_at, version, updated_at, sort_key, name_fold)
VALUES ('0190a000-0000-7000-8000-000000000001', 'person', '王小明', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', x'00', '王小明');
INSERT INTO channel(id, customer, pos, kind, value, normal)
VALUES ('0190a000-0000-7000-8000-000000000002', '0190a000-0000-7000-8000-000000000001', 0, 'phone', '+49 89 1', '+49891');
INSERT INTO ownday(id, sort, customer, calendar, year, month, day, days, note, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000003', 'closing', '0190a000-0000-7000-8000-000000000001', 'gregorian', 0, 8, 1, 21, '盘点', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
INSERT INTO lore(id, sort, market, subject, text, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000004', 'statement', 'JP', 'gifts', '清酒', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
INSERT INTO interaction(id, customer, kind, at, text, present, outcome, next_step, created_at)
VALUES ('0190a000-0000-7000-8000-000000000005', '0190a000-0000-7000-8000-000000000001', 'meeting', '2026-01-02T03:04:05.678Z', '看样品', '李总', 'agreed', '寄合同', '2026-01-02T03:04:05.678Z');
INSERT INTO attachment(id, customer, owner_kind, owner_id, name, size, hash, created_at)
VALUES ('0190a000-0000-7000-8000-000000000006', '0190a000-0000-7000-8000-000000000001', 'interaction', '0190a000-0000-7000-8000-000000000005', '合同.pdf', 3,
	'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', '2026-01-02T03:04:05.678Z');
INSERT INTO purchase(id, customer, number, day, status, currency, total, created_at, version, updated_at, counts, base)
VALUES ('0190a000-0000-7000-8000-000000000011', '0190a000-0000-7000-8000-000000000001', 'A-1', '2026-01-02', 'paid', 'EUR', 1250, '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', 1, NULL);
INSERT INTO purchaseline(id, purchase, pos, text, quantity, price)
VALUES ('0190a000-0000-7000-8000-000000000012', '0190a000-0000-7000-8000-000000000011', 0, '茶', 1000, 1250);
INSERT INTO rate(id, day, currency, base, rate, created_at)
VALUES ('0190a000-0000-7000-8000-000000000013', '2026-01-01', 'CNY', 'EUR', '0.1265', '2026-01-02T03:04:05.678Z');
INSERT INTO deal(id, customer, title, stage, amount, currency, likelihood, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000014', '0190a000-0000-7000-8000-000000000001', '春茶', 'talks', 50000, 'EUR', 30, '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
INSERT INTO rating(id, customer, what, score, reason, day, created_at)
VALUES ('0190a000-0000-7000-8000-000000000009', '0190a000-0000-7000-8000-000000000001', 'trust', 4, 'keeps appointments', '2026-01-02', '2026-01-02T03:04:05.678Z');
INSERT INTO erased(id, at) VALUES ('0190a000-0000-7000-8000-000000000020', '2026-01-02');
INSERT INTO case_(id, customer, kind, state, channel, seriousness, subject, received_at, first_reply_due, created_at, version, updated_at, due)
VALUES ('0190a000-0000-7000-8000-000000000021', '0190a000-0000-7000-8000-000000000001', 'complaint', 'received', 'mail', 'usual', '茶叶受潮', '2026-01-02T03:04:05.678Z', '2026-01-02T08:00:00.000Z', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', '2026-01-02T08:00:00.000Z');
INSERT INTO petition(id, customer, kind, law, received, due, created_at)
VALUES ('0190a000-0000-7000-8000-000000000121', '0190a000-0000-7000-8000-000000000001', 'access', 'gdpr', '2026-01-02', '2026-02-02', '2026-01-02T03:04:05.678Z');
INSERT INTO retention(id, years, created_at) VALUES ('0190a000-0000-7000-8000-000000000122', 3, '2026-01-02T03:04:05.678Z');
INSERT INTO keeping(id, customer, reason, until, created_at)
VALUES ('0190a000-0000-7000-8000-000000000123', '0190a000-0000-7000-8000-000000000001', '保修', '2028-01-02', '2026-01-02T03:04:05.678Z');
INSERT INTO campaign(id, kind, title, created_at) VALUES ('0190a000-0000-7000-8000-000000000021', 'greeting', '中秋', '2026-01-02T03:04:05.678Z');
INSERT INTO recipient(id, campaign, customer, state, text, tier, perk, gift, gift_for, give)
VALUES ('0190a000-0000-7000-8000-000000000022', '0190a000-0000-7000-8000-000000000021', '0190a000-0000-7000-8000-000000000001', 'waiting', '中秋快乐', 'Gold', '免运费', 50, '@holiday', 1);
INSERT INTO consent(id, customer, purpose, state, said_on, created_at)
VALUES ('0190a000-0000-7000-8000-000000000030', '0190a000-0000-7000-8000-000000000001', 'marketing', 'withdrawn', '2026-01-02', '2026-01-02T03:04:05.678Z');
INSERT INTO member(id, name, languages, cultures, created_at) VALUES ('0190a000-0000-7000-8000-000000000023', 'Mei', 'zh:native', 'CN', '2026-01-02T03:04:05.678Z');
INSERT INTO account(id, customer, joined, created_at)
VALUES ('0190a000-0000-7000-8000-000000000015', '0190a000-0000-7000-8000-000000000001', '2026-01-01', '2026-01-02T03:04:05.678Z');
INSERT INTO ledger(id, customer, kind, points, day, reason, created_at)
VALUES ('0190a000-0000-7000-8000-000000000016', '0190a000-0000-7000-8000-000000000001', 'gift', 50, '2026-01-02', '生日', '2026-01-02T03:04:05.678Z');
INSERT INTO survey(id, customer, measure, score, day, text, created_at)
VALUES ('0190a000-0000-7000-8000-000000000031', '0190a000-0000-7000-8000-000000000001', 'csat', 4, '2026-01-02', '很好', '2026-01-02T03:04:05.678Z');
