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
