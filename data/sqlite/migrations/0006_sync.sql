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
