-- What customers allow and refuse: a log to which lines are only added. What
-- stood beside each channel becomes the first lines of it, under the same ids,
-- so that every copy of a book makes the same ones.

CREATE TABLE consent (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	purpose    TEXT NOT NULL DEFAULT '', -- '' is every contact
	channel    TEXT NOT NULL DEFAULT '', -- '' is every channel
	address    TEXT NOT NULL DEFAULT '', -- as it is compared; '' is every address
	state      TEXT NOT NULL,
	wording    TEXT NOT NULL DEFAULT '',
	source     TEXT NOT NULL DEFAULT '',
	said_on    TEXT,
	expires    TEXT, -- the last day of a yes
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_of_customer ON consent(customer, purpose, channel, address, said_on);
CREATE INDEX consent_by_state ON consent(state, purpose, customer);
CREATE INDEX consent_by_expiry ON consent(expires) WHERE expires IS NOT NULL;

INSERT INTO consent(id, customer, channel, address, state, source, created_at)
	SELECT h.id, h.customer, h.kind, coalesce(h.normal, CASE h.consent WHEN 'granted' THEN lower(trim(h.value)) ELSE '' END),
		h.consent, 'card', c.created_at
	FROM channel h JOIN customer c ON c.id = h.customer WHERE h.consent IN ('granted', 'declined');
ALTER TABLE channel DROP COLUMN consent;

-- Addresses that opted out, as keyed hashes and without a customer: they
-- outlive the customer.
CREATE TABLE optout (
	id         TEXT NOT NULL PRIMARY KEY,
	key        TEXT NOT NULL,
	hash       TEXT NOT NULL,
	purpose    TEXT NOT NULL DEFAULT '',
	channel    TEXT NOT NULL DEFAULT '',
	said_on    TEXT,
	created_at TEXT NOT NULL,
	trashed_at TEXT -- a later yes lifted it
) STRICT, WITHOUT ROWID;
CREATE INDEX optout_by_hash ON optout(hash);

CREATE TABLE optoutkey (
	id         TEXT NOT NULL PRIMARY KEY,
	secret     TEXT NOT NULL,
	created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE customer ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN basis_why TEXT NOT NULL DEFAULT '';
ALTER TABLE custom ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0;
