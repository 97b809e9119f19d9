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
