INSERT INTO customer(id, kind, name_full, created_at, version, updated_at, sort_key, name_fold)
VALUES ('0190a000-0000-7000-8000-000000000001', 'person', '王小明', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', x'00', '王小明');
INSERT INTO channel(id, customer, pos, kind, value, normal)
VALUES ('0190a000-0000-7000-8000-000000000002', '0190a000-0000-7000-8000-000000000001', 0, 'phone', '+49 89 1', '+49891');
INSERT INTO ownday(id, sort, customer, calendar, year, month, day, days, note, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000003', 'closing', '0190a000-0000-7000-8000-000000000001', 'gregorian', 0, 8, 1, 21, '盘点', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
