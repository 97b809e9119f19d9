-- The row of what a customer is worth is made by the program: a trigger on
-- customers makes every statement one that may be taken back half-way, and FTS5
-- then writes its index to the disk at each.
DROP TRIGGER worth_customer_comes;
