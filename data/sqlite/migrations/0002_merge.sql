-- Customers of whom two were made one, and couples of whom the user said that
-- they are not.

ALTER TABLE customer ADD COLUMN merged_into TEXT REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE apart (
	id TEXT NOT NULL PRIMARY KEY,
	a  TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	b  TEXT NOT NULL REFERENCES customer(id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_of ON apart(b);
