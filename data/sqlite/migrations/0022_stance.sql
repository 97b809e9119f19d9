-- How customers stand to being contacted: the last answer of each to each
-- question, in a narrow row, so that customers are found by it without looking
-- through all that was ever said. Since when anything was said stands beside
-- their worth. All of it is derived, and kept by the triggers.
CREATE TABLE stance (
	n       INTEGER NOT NULL, -- the row of the customer
	id      TEXT NOT NULL, -- of the consent
	purpose TEXT NOT NULL,
	whole   INTEGER NOT NULL, -- of every channel
	state   TEXT NOT NULL,
	expires TEXT,
	PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;

-- Answers of a customer are few, and found by it alone.
DROP INDEX consent_by_state;
DROP INDEX consent_of_customer;
CREATE INDEX consent_of_customer ON consent(customer);

CREATE VIEW stance_now AS SELECT c.n, k.id, k.purpose, k.channel = '' AS whole, k.state, k.expires
	FROM customer c JOIN consent k ON k.customer = c.id
	WHERE NOT EXISTS (SELECT 1 FROM consent l WHERE l.customer = k.customer AND l.purpose = k.purpose AND l.channel = k.channel
		AND l.address = k.address AND (coalesce(l.said_on, ''), l.created_at, l.id) > (coalesce(k.said_on, ''), k.created_at, k.id));
INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now;

ALTER TABLE worth ADD COLUMN asked TEXT; -- the day of the first answer
DROP TRIGGER worth_customer_comes;
DROP TRIGGER worth_customer_goes;
DROP VIEW worth_now;
CREATE VIEW worth_now AS SELECT c.n,
	(SELECT count(*) FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1) AS orders,
	(SELECT CAST(coalesce(sum(p.base >> 32) * 4294967296 + sum(p.base & 4294967295), 0) AS INTEGER)
		FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL) AS spent,
	(SELECT p.day FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
		ORDER BY p.day DESC LIMIT 1) AS bought,
	coalesce((SELECT a.tier FROM account a WHERE a.customer = c.id AND a.trashed_at IS NULL ORDER BY a.id LIMIT 1), '') AS tier,
	(SELECT min(coalesce(k.said_on, substr(k.created_at, 1, 10))) FROM consent k WHERE k.customer = c.id) AS asked
	FROM customer c;
UPDATE worth SET asked = s.asked FROM (SELECT c.n, min(coalesce(k.said_on, substr(k.created_at, 1, 10))) AS asked
	FROM consent k JOIN customer c ON c.id = k.customer GROUP BY c.n) s WHERE s.n = worth.n;

CREATE TRIGGER worth_customer_comes AFTER INSERT ON customer BEGIN
	INSERT INTO worth(n, orders, spent, bought, tier, asked) SELECT n, orders, spent, bought, tier, asked FROM worth_now WHERE n = NEW.n;
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = NEW.n;
END;
CREATE TRIGGER worth_customer_goes AFTER DELETE ON customer BEGIN
	DELETE FROM worth WHERE n = OLD.n;
	DELETE FROM stance WHERE n = OLD.n;
END;

CREATE TRIGGER stance_consent_comes AFTER INSERT ON consent BEGIN
	DELETE FROM stance WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
	UPDATE worth SET asked = min(coalesce(asked, '9999'), coalesce(NEW.said_on, substr(NEW.created_at, 1, 10)))
		WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
END;
CREATE TRIGGER stance_consent_goes AFTER DELETE ON consent BEGIN
	DELETE FROM stance WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
	UPDATE worth SET asked = (SELECT w.asked FROM worth_now w WHERE w.n = worth.n) WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
END;
CREATE TRIGGER stance_consent_changes AFTER UPDATE ON consent BEGIN
	DELETE FROM stance WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
	INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
	UPDATE worth SET asked = (SELECT w.asked FROM worth_now w WHERE w.n = worth.n) WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
END;

-- Orders of a customer are found along one index and not two.
DROP INDEX purchase_of_customer;
DROP INDEX purchase_worth;
CREATE INDEX purchase_worth ON purchase(customer, day, counts, base, base_cost, trashed_at);
