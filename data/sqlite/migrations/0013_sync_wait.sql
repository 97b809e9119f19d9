-- Rows of a shared book that cannot be shown, or not whole, until another row
-- comes, changes or goes.
CREATE TABLE sync_wait (
	entity INTEGER NOT NULL,
	row    TEXT NOT NULL,
	on_entity INTEGER NOT NULL,
	on_row    TEXT NOT NULL,
	PRIMARY KEY (entity, row, on_entity, on_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_wait_on ON sync_wait(on_entity, on_row);
