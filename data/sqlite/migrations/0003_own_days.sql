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
