-- Closed cases are narrowed along their index, without a look at each row.
DROP INDEX case_closed;
CREATE INDEX case_closed ON case_(confirmed_at, id, state, owner, kind, customer) WHERE confirmed_at IS NOT NULL AND trashed_at IS NULL;
-- Open ones are counted and their owners found along theirs.
DROP INDEX case_open;
CREATE INDEX case_open ON case_(due IS NULL, due, received_at, id, warn_at, kind, state, owner, customer) WHERE confirmed_at IS NULL AND trashed_at IS NULL;
