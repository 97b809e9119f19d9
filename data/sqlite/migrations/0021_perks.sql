-- What the loyalty programme lets a greeting offer, and the day that is the
-- recipient's own.
ALTER TABLE recipient ADD COLUMN day TEXT;
ALTER TABLE recipient ADD COLUMN tier TEXT NOT NULL DEFAULT '';
ALTER TABLE recipient ADD COLUMN perk TEXT NOT NULL DEFAULT '';
ALTER TABLE recipient ADD COLUMN gift INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recipient ADD COLUMN gift_for TEXT NOT NULL DEFAULT '';
ALTER TABLE recipient ADD COLUMN gift_text TEXT NOT NULL DEFAULT '';
ALTER TABLE recipient ADD COLUMN give INTEGER NOT NULL DEFAULT 0;
