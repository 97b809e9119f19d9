-- What was erased, so that no copy and no other device brings it back: ids and
-- the day, and nothing else.
CREATE TABLE erased (
	id TEXT NOT NULL PRIMARY KEY, -- of a customer, or of a row that is found by its id alone
	at TEXT NOT NULL -- the day
) STRICT, WITHOUT ROWID;

-- Who did what is looked through by day, person and kind.
CREATE INDEX operation_by_day ON operation(at);
CREATE INDEX operation_by_actor ON operation(actor, n);
CREATE INDEX operation_by_kind ON operation(kind, n);
