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
