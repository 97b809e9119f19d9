-- Queries that were kept under a name.

CREATE TABLE segment (
	id         TEXT NOT NULL PRIMARY KEY,
	name       TEXT NOT NULL,
	query      TEXT NOT NULL,
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
