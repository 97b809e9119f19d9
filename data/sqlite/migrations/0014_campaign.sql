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
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_of_campaign ON recipient(campaign, state);
CREATE INDEX recipient_of_customer ON recipient(customer);
