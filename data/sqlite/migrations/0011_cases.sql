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
