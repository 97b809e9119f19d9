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
