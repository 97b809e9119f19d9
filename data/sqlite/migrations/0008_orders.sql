-- What customers bought, at which rates it is summed, and which deals may come
-- about. Amounts are minor units of their currency.
CREATE TABLE purchase (
	n          INTEGER PRIMARY KEY,
	id         TEXT NOT NULL UNIQUE,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	deal       TEXT, -- may be gone
	number     TEXT NOT NULL DEFAULT '',
	day        TEXT NOT NULL,
	status     TEXT NOT NULL,
	currency   TEXT NOT NULL,
	total      INTEGER NOT NULL,
	cost       INTEGER, -- NULL is not known
	payment    TEXT NOT NULL DEFAULT '',
	note       TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL,
	counts     INTEGER NOT NULL DEFAULT 0, -- 1 a sale, -1 a return, 0 neither
	base       INTEGER, -- total in the base currency; NULL without a rate
	base_cost  INTEGER  -- cost in the base currency; NULL without a rate or a cost
) STRICT;
CREATE INDEX purchase_by_day ON purchase(day) WHERE trashed_at IS NULL;
CREATE INDEX purchase_of_customer ON purchase(customer, day);
CREATE INDEX purchase_worth ON purchase(customer, day, counts, base, base_cost) WHERE counts <> 0 AND trashed_at IS NULL;
CREATE INDEX purchase_by_number ON purchase(number) WHERE number <> '';
CREATE INDEX purchase_by_currency ON purchase(currency, day);
CREATE INDEX purchase_without_rate ON purchase(currency, day, total) WHERE base IS NULL AND counts <> 0 AND trashed_at IS NULL;

CREATE TABLE purchaseline (
	id       TEXT NOT NULL PRIMARY KEY,
	purchase TEXT NOT NULL REFERENCES purchase(id) DEFERRABLE INITIALLY DEFERRED,
	pos      INTEGER NOT NULL,
	text     TEXT NOT NULL,
	quantity INTEGER NOT NULL, -- thousandths
	price    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX purchaseline_of_purchase ON purchaseline(purchase);

CREATE TABLE rate (
	id         TEXT NOT NULL PRIMARY KEY,
	day        TEXT NOT NULL,
	currency   TEXT NOT NULL,
	base       TEXT NOT NULL,
	rate       TEXT NOT NULL, -- decimal: one of currency is so many of base
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE deal (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	title      TEXT NOT NULL,
	stage      TEXT NOT NULL,
	amount     INTEGER NOT NULL DEFAULT 0,
	currency   TEXT NOT NULL,
	likelihood INTEGER NOT NULL DEFAULT 0,
	expected   TEXT,
	owner      TEXT NOT NULL DEFAULT '',
	note       TEXT NOT NULL DEFAULT '',
	lost_why   TEXT NOT NULL DEFAULT '',
	closed_at  TEXT,
	created_at TEXT NOT NULL,
	trashed_at TEXT,
	-- derived
	version    INTEGER NOT NULL,
	updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_of_customer ON deal(customer);
CREATE INDEX deal_open ON deal(expected) WHERE closed_at IS NULL AND trashed_at IS NULL;
