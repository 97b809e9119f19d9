-- Who takes part in the loyalty programme, and the points of each: a ledger to
-- which lines are only ever added. The balance is their sum.
CREATE TABLE account (
	id          TEXT NOT NULL PRIMARY KEY,
	customer    TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	joined      TEXT NOT NULL,
	tier        TEXT NOT NULL DEFAULT '', -- as it was computed last
	tier_before TEXT NOT NULL DEFAULT '',
	tier_on     TEXT, -- when it changed
	created_at  TEXT NOT NULL,
	trashed_at  TEXT  -- left the programme
) STRICT, WITHOUT ROWID;
CREATE INDEX account_of_customer ON account(customer);

CREATE TABLE ledger (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	kind       TEXT NOT NULL, -- earned, gift, redeemed, expired, adjusted
	points     INTEGER NOT NULL, -- below zero takes
	day        TEXT NOT NULL,
	reason     TEXT NOT NULL DEFAULT '',
	purchase   TEXT, -- may be gone
	reward     TEXT NOT NULL DEFAULT '',
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_of_customer ON ledger(customer, day, points, kind, purchase);
CREATE INDEX ledger_of_purchase ON ledger(purchase, points) WHERE purchase IS NOT NULL;
CREATE INDEX ledger_redeemed ON ledger(day) WHERE kind = 'redeemed';

-- Whether the customer was thanked for an order, or need not be.
ALTER TABLE purchase ADD COLUMN thanked INTEGER NOT NULL DEFAULT 0;
