-- What a touch was like, what comes of it, and files that belong to customers.
ALTER TABLE interaction ADD COLUMN network TEXT NOT NULL DEFAULT ''; -- of social media
ALTER TABLE interaction ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN present TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN mood TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN next_step TEXT NOT NULL DEFAULT '';
ALTER TABLE interaction ADD COLUMN next TEXT; -- the follow-up that it became; may be gone
ALTER TABLE interaction ADD COLUMN aside INTEGER NOT NULL DEFAULT 0; -- 1: not a contact
ALTER TABLE interaction ADD COLUMN author TEXT NOT NULL DEFAULT '';

-- The timeline of a customer is read, counted, and its last contact found, in
-- the index alone.
DROP INDEX interaction_of_customer;
CREATE INDEX interaction_of_customer ON interaction(customer, at, trashed_at, aside);
CREATE INDEX interaction_by_followup ON interaction(followup) WHERE followup IS NOT NULL;
CREATE INDEX followup_done_with ON followup(customer, done_at) WHERE done_at IS NOT NULL AND trashed_at IS NULL;

-- Content lies beside the book by its hash.
CREATE TABLE attachment (
	id         TEXT NOT NULL PRIMARY KEY,
	customer   TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	owner_kind TEXT NOT NULL,
	owner_id   TEXT NOT NULL DEFAULT '', -- '' is the customer itself; may be gone
	name       TEXT NOT NULL,
	size       INTEGER NOT NULL DEFAULT 0,
	hash       TEXT NOT NULL, -- sha256, hex
	author     TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	trashed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_of_customer ON attachment(customer, created_at);
CREATE INDEX attachment_of_owner ON attachment(owner_id) WHERE owner_id <> '';
CREATE INDEX attachment_by_hash ON attachment(hash);
