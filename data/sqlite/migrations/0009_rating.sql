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
