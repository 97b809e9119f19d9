-- What the sales of each customer come to and which tier is theirs, a narrow row
-- for each, so that customers are found by it without adding up their orders.
-- All of it is derived: the triggers keep it whichever way a row comes, changes
-- or goes.
CREATE TABLE worth (
	n      INTEGER PRIMARY KEY, -- the row of the customer
	orders INTEGER NOT NULL DEFAULT 0, -- sales, without returns
	spent  INTEGER NOT NULL DEFAULT 0, -- what was sold less what came back, in the base currency
	bought TEXT, -- the day of the last sale
	tier   TEXT NOT NULL DEFAULT '' -- where two devices let somebody join, of the account that came first
) STRICT;

-- What it has to be. The sum is taken in two halves: of absurd amounts it is the
-- greatest number there is, and no error.
CREATE VIEW worth_now AS SELECT c.n,
	(SELECT count(*) FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1) AS orders,
	(SELECT CAST(coalesce(sum(p.base >> 32) * 4294967296 + sum(p.base & 4294967295), 0) AS INTEGER)
		FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL) AS spent,
	(SELECT p.day FROM purchase p WHERE p.customer = c.id AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
		ORDER BY p.day DESC LIMIT 1) AS bought,
	coalesce((SELECT a.tier FROM account a WHERE a.customer = c.id AND a.trashed_at IS NULL ORDER BY a.id LIMIT 1), '') AS tier
	FROM customer c;
INSERT INTO worth SELECT n, orders, spent, bought, tier FROM worth_now;

-- A customer may come after its orders, as when a removal is taken back.
CREATE TRIGGER worth_customer_comes AFTER INSERT ON customer BEGIN
	INSERT INTO worth SELECT n, orders, spent, bought, tier FROM worth_now WHERE n = NEW.n;
END;
CREATE TRIGGER worth_customer_goes AFTER DELETE ON customer BEGIN
	DELETE FROM worth WHERE n = OLD.n;
END;

-- Orders are added and taken off one by one: some customers have thousands.
CREATE TRIGGER worth_order_comes AFTER INSERT ON purchase WHEN NEW.counts <> 0 AND NEW.trashed_at IS NULL BEGIN
	UPDATE worth SET orders = orders + (NEW.counts = 1), spent = CAST(spent + coalesce(NEW.base, 0) AS INTEGER),
		bought = CASE WHEN NEW.counts = 1 AND (bought IS NULL OR bought < NEW.day) THEN NEW.day ELSE bought END
		WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
END;
CREATE TRIGGER worth_order_goes AFTER DELETE ON purchase WHEN OLD.counts <> 0 AND OLD.trashed_at IS NULL BEGIN
	UPDATE worth SET orders = orders - (OLD.counts = 1), spent = CAST(spent - coalesce(OLD.base, 0) AS INTEGER),
		bought = (SELECT p.day FROM purchase p WHERE p.customer = OLD.customer AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
			ORDER BY p.day DESC LIMIT 1)
		WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
END;
CREATE TRIGGER worth_order_changes AFTER UPDATE OF customer, day, counts, base, trashed_at ON purchase
	WHEN (OLD.customer, OLD.day, OLD.counts, OLD.base, OLD.trashed_at) IS NOT (NEW.customer, NEW.day, NEW.counts, NEW.base, NEW.trashed_at) BEGIN
	UPDATE worth SET orders = orders - (OLD.counts = 1), spent = CAST(spent - coalesce(OLD.base, 0) AS INTEGER),
		bought = (SELECT p.day FROM purchase p WHERE p.customer = OLD.customer AND p.counts <> 0 AND p.trashed_at IS NULL AND p.counts = 1
			ORDER BY p.day DESC LIMIT 1)
		WHERE OLD.counts <> 0 AND OLD.trashed_at IS NULL AND n = (SELECT n FROM customer WHERE id = OLD.customer);
	UPDATE worth SET orders = orders + (NEW.counts = 1), spent = CAST(spent + coalesce(NEW.base, 0) AS INTEGER),
		bought = CASE WHEN NEW.counts = 1 AND (bought IS NULL OR bought < NEW.day) THEN NEW.day ELSE bought END
		WHERE NEW.counts <> 0 AND NEW.trashed_at IS NULL AND n = (SELECT n FROM customer WHERE id = NEW.customer);
END;

CREATE TRIGGER worth_account_comes AFTER INSERT ON account BEGIN
	UPDATE worth SET tier = (SELECT w.tier FROM worth_now w WHERE w.n = worth.n) WHERE n = (SELECT n FROM customer WHERE id = NEW.customer);
END;
CREATE TRIGGER worth_account_goes AFTER DELETE ON account BEGIN
	UPDATE worth SET tier = (SELECT w.tier FROM worth_now w WHERE w.n = worth.n) WHERE n = (SELECT n FROM customer WHERE id = OLD.customer);
END;
CREATE TRIGGER worth_account_changes AFTER UPDATE OF customer, tier, trashed_at ON account
	WHEN (OLD.customer, OLD.tier, OLD.trashed_at) IS NOT (NEW.customer, NEW.tier, NEW.trashed_at) BEGIN
	UPDATE worth SET tier = (SELECT w.tier FROM worth_now w WHERE w.n = worth.n) WHERE n IN (SELECT n FROM customer WHERE id IN (OLD.customer, NEW.customer));
END;
