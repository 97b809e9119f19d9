INSERT INTO customer(id, kind, name_full, created_at, version, updated_at, sort_key, name_fold)
VALUES ('0190a000-0000-7000-8000-000000000001', 'person', '王小明', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', x'00', '王小明');
INSERT INTO channel(id, customer, pos, kind, value, normal)
VALUES ('0190a000-0000-7000-8000-000000000002', '0190a000-0000-7000-8000-000000000001', 0, 'phone', '+49 89 1', '+49891');
INSERT INTO ownday(id, sort, customer, calendar, year, month, day, days, note, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000003', 'closing', '0190a000-0000-7000-8000-000000000001', 'gregorian', 0, 8, 1, 21, '盘点', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
INSERT INTO lore(id, sort, market, subject, text, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000004', 'statement', 'JP', 'gifts', '清酒', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
INSERT INTO interaction(id, customer, kind, at, text, present, outcome, next_step, created_at)
VALUES ('0190a000-0000-7000-8000-000000000005', '0190a000-0000-7000-8000-000000000001', 'meeting', '2026-01-02T03:04:05.678Z', '看样品', '李总', 'agreed', '寄合同', '2026-01-02T03:04:05.678Z');
INSERT INTO attachment(id, customer, owner_kind, owner_id, name, size, hash, created_at)
VALUES ('0190a000-0000-7000-8000-000000000006', '0190a000-0000-7000-8000-000000000001', 'interaction', '0190a000-0000-7000-8000-000000000005', '合同.pdf', 3,
	'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', '2026-01-02T03:04:05.678Z');
INSERT INTO purchase(id, customer, number, day, status, currency, total, created_at, version, updated_at, counts, base)
VALUES ('0190a000-0000-7000-8000-000000000011', '0190a000-0000-7000-8000-000000000001', 'A-1', '2026-01-02', 'paid', 'EUR', 1250, '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', 1, NULL);
INSERT INTO purchaseline(id, purchase, pos, text, quantity, price)
VALUES ('0190a000-0000-7000-8000-000000000012', '0190a000-0000-7000-8000-000000000011', 0, '茶', 1000, 1250);
INSERT INTO rate(id, day, currency, base, rate, created_at)
VALUES ('0190a000-0000-7000-8000-000000000013', '2026-01-01', 'CNY', 'EUR', '0.1265', '2026-01-02T03:04:05.678Z');
INSERT INTO deal(id, customer, title, stage, amount, currency, likelihood, created_at, version, updated_at)
VALUES ('0190a000-0000-7000-8000-000000000014', '0190a000-0000-7000-8000-000000000001', '春茶', 'talks', 50000, 'EUR', 30, '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z');
INSERT INTO rating(id, customer, what, score, reason, day, created_at)
VALUES ('0190a000-0000-7000-8000-000000000009', '0190a000-0000-7000-8000-000000000001', 'trust', 4, 'keeps appointments', '2026-01-02', '2026-01-02T03:04:05.678Z');
INSERT INTO erased(id, at) VALUES ('0190a000-0000-7000-8000-000000000020', '2026-01-02');
INSERT INTO case_(id, customer, kind, state, channel, seriousness, subject, received_at, first_reply_due, created_at, version, updated_at, due)
VALUES ('0190a000-0000-7000-8000-000000000021', '0190a000-0000-7000-8000-000000000001', 'complaint', 'received', 'mail', 'usual', '茶叶受潮', '2026-01-02T03:04:05.678Z', '2026-01-02T08:00:00.000Z', '2026-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', '2026-01-02T08:00:00.000Z');
INSERT INTO petition(id, customer, kind, law, received, due, created_at)
VALUES ('0190a000-0000-7000-8000-000000000121', '0190a000-0000-7000-8000-000000000001', 'access', 'gdpr', '2026-01-02', '2026-02-02', '2026-01-02T03:04:05.678Z');
INSERT INTO retention(id, years, created_at) VALUES ('0190a000-0000-7000-8000-000000000122', 3, '2026-01-02T03:04:05.678Z');
INSERT INTO keeping(id, customer, reason, until, created_at)
VALUES ('0190a000-0000-7000-8000-000000000123', '0190a000-0000-7000-8000-000000000001', '保修', '2028-01-02', '2026-01-02T03:04:05.678Z');
INSERT INTO campaign(id, kind, title, created_at) VALUES ('0190a000-0000-7000-8000-000000000021', 'greeting', '中秋', '2026-01-02T03:04:05.678Z');
INSERT INTO recipient(id, campaign, customer, state, text, tier, perk, gift, gift_for, give)
VALUES ('0190a000-0000-7000-8000-000000000022', '0190a000-0000-7000-8000-000000000021', '0190a000-0000-7000-8000-000000000001', 'waiting', '中秋快乐', 'Gold', '免运费', 50, '@holiday', 1);
INSERT INTO consent(id, customer, purpose, state, said_on, created_at)
VALUES ('0190a000-0000-7000-8000-000000000030', '0190a000-0000-7000-8000-000000000001', 'marketing', 'withdrawn', '2026-01-02', '2026-01-02T03:04:05.678Z');
INSERT INTO member(id, name, languages, cultures, created_at) VALUES ('0190a000-0000-7000-8000-000000000023', 'Mei', 'zh:native', 'CN', '2026-01-02T03:04:05.678Z');
INSERT INTO account(id, customer, joined, created_at)
VALUES ('0190a000-0000-7000-8000-000000000015', '0190a000-0000-7000-8000-000000000001', '2026-01-01', '2026-01-02T03:04:05.678Z');
INSERT INTO ledger(id, customer, kind, points, day, reason, created_at)
VALUES ('0190a000-0000-7000-8000-000000000016', '0190a000-0000-7000-8000-000000000001', 'gift', 50, '2026-01-02', '生日', '2026-01-02T03:04:05.678Z');
INSERT INTO survey(id, customer, measure, score, day, text, created_at)
VALUES ('0190a000-0000-7000-8000-000000000031', '0190a000-0000-7000-8000-000000000001', 'csat', 4, '2026-01-02', '很好', '2026-01-02T03:04:05.678Z');
INSERT INTO worth(n, orders, spent, bought, asked) SELECT n, orders, spent, bought, asked FROM worth_now WHERE n NOT IN (SELECT n FROM worth);
