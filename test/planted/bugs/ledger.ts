import { bugsIn } from '../bug.ts';

const ledgerTest = 'src/modules/ledger/ledger.db.test.ts';
const takeBackTest = 'src/modules/ledger/take-back.db.test.ts';
const maturingTest = 'src/modules/ledger/maturing.db.test.ts';

export const ledgerBugs = [
  ...bugsIn('db/migrations/2010-ledger.sql', [
    {
      id: 'record-without-balance',
      from: 'Blnk #233',
      says: 'A settlement is written into the books and never reaches the wallet.',
      find: "  perform ledger.move_wallet(p_seller_id, v_transfer, 'settle', p_order_id, p_gross - p_fee,\n    p_gross, p_fee, p_at);\n",
      put: '',
      caughtBy: ledgerTest,
    },
    {
      id: 'hold-ends-twice',
      from: 'Blnk #41',
      says: 'A hold that was released can be settled as well.',
      find: 'where bucket = p_bucket and order_id = p_order_id and ended_at is null\n    and amount_fen - released_fen = p_amount',
      put: 'where bucket = p_bucket and order_id = p_order_id\n    and amount_fen - released_fen = p_amount',
      caughtBy: ledgerTest,
    },
    {
      id: 'part-released-after-the-end',
      from: 'Blnk #43',
      says: 'Part of a hold is released again although the hold has ended.',
      find: 'where bucket = p_bucket and order_id = p_order_id and ended_at is null and p_amount > 0',
      put: 'where bucket = p_bucket and order_id = p_order_id and p_amount > 0',
      caughtBy: takeBackTest,
    },
    {
      id: 'partial-release-of-nothing-less',
      from: 'Hyperswitch PR 11491',
      says: 'A negative part is released: the hold grows by money that nobody paid.',
      find: 'ended_at is null and p_amount > 0',
      put: 'ended_at is null',
      caughtBy: takeBackTest,
    },
    {
      id: 'taken-back-before-it-was-settled',
      from: 'Blnk PR 315',
      says: 'Money is taken back of a hold that still stands, and then refunded from the hold too.',
      find: "and seller_id = p_seller_id and ended_by = 'settle'",
      put: 'and seller_id = p_seller_id',
      caughtBy: takeBackTest,
    },
    {
      id: 'debt-read-without-a-lock',
      from: 'ACIDRain (2017)',
      says: 'What a wallet can give is read without its lock: two who take at once both see it full.',
      find: 'where bucket = platform.bucket_of(p_member) and member_id = p_member for update;\n  return least(coalesce(v_available, 0), p_amount);',
      put: 'where bucket = platform.bucket_of(p_member) and member_id = p_member;\n  perform pg_sleep(0.05);\n  return least(coalesce(v_available, 0), p_amount);',
      caughtBy: takeBackTest,
    },
    {
      id: 'debt-never-repaid',
      from: 'Blnk #233',
      says: 'Money comes into a wallet whose owner owes, and the debt stays as it was.',
      find: '  perform ledger.repay_debt(p_seller_id, v_transfer, p_order_id, p_at);\n  return v_transfer;\nend $$;\n\n-- Takes settled',
      put: '  return v_transfer;\nend $$;\n\n-- Takes settled',
      caughtBy: takeBackTest,
    },
  ]),
  ...bugsIn('db/migrations/0020-ledger.sql', [
    {
      id: 'withdrawal-ends-twice',
      from: 'Blnk #43',
      says: 'A withdrawal that the bank has paid also comes back into the wallet.',
      find: 'create unique index transfer_ends_once',
      put: 'create index transfer_ends_once',
      caughtBy: ledgerTest,
    },
    {
      id: 'one-thing-booked-twice',
      from: 'Blnk PR 315',
      says: 'Nothing keeps one refund from being booked a second time.',
      find: 'create unique index transfer_once',
      put: 'create index transfer_once',
      caughtBy: takeBackTest,
    },
    {
      id: 'refused-move-applied',
      from: 'Blnk #182',
      says: 'A withdrawal the wallet cannot bear is refused, and its booking stands.',
      find: "raise exception using errcode = 'TL001', message = 'not enough in the wallet';",
      put: 'return 0;',
      caughtBy: ledgerTest,
    },
    {
      id: 'balance-written-from-a-stale-read',
      from: 'Saleor #544',
      says: 'The new balance is worked out of one read before the lock: of two changes one is lost.',
      find: 'set available_fen = wallet.available_fen + excluded.available_fen,',
      put: 'set available_fen = excluded.available_fen + (select o.available_fen from ledger.wallet o\n        where o.bucket = v_bucket and o.member_id = p_member),',
      caughtBy: ledgerTest,
    },
    {
      id: 'cursor-passes-running-transactions',
      from: 'Formance: gaps in ids',
      says: 'The books are folded up to the newest transaction; what older ones still write is passed over.',
      find: 'select pg_snapshot_xmin(pg_current_snapshot()) into v_upto;',
      put: 'select pg_snapshot_xmax(pg_current_snapshot()) into v_upto;',
      caughtBy: ledgerTest,
    },
    {
      id: 'line-numbers-race',
      from: 'Formance #364',
      says: 'Two bookings at once give their lines of the statement one number.',
      find: 'line_count = wallet.line_count + 1, changed_at',
      put: 'line_count = greatest(wallet.line_count, 1), changed_at',
      caughtBy: ledgerTest,
    },
    {
      id: 'unbalanced-posting',
      from: 'TigerBeetle: debits equal credits',
      says: 'A booking is written although its entries do not sum to zero.',
      find: 'if not (select count(*) >= 2 and sum(a) = 0 from',
      put: 'if not (select count(*) >= 2 from',
      caughtBy: ledgerTest,
    },
  ]),
  ...bugsIn('db/migrations/2310-ledger.sql', [
    {
      id: 'held-money-not-counted',
      from: 'Blnk #181',
      says: 'What must still wait is not taken off what may be withdrawn.',
      find: 'where bucket = platform.bucket_of(p_member) and member_id = p_member\n        and available_at > p_at), 0)',
      put: 'where bucket = platform.bucket_of(p_member) and member_id = p_member\n        and available_at < p_at), 0)',
      caughtBy: maturingTest,
    },
  ]),
  ...bugsIn('db/migrations/2016-ledger.sql', [
    {
      id: 'void-hold-goes-on-holding',
      from: 'Blnk #181',
      says: 'Money of a sale that was taken back goes on holding up the rest of the wallet.',
      find: '    and amount_fen <= p_amount;',
      put: '    and amount_fen < 0;',
      caughtBy: maturingTest,
    },
  ]),
  ...bugsIn('src/modules/ledger/commands/book-withdrawals.ts', [
    {
      id: 'returned-money-not-in-the-wallet',
      from: 'Blnk #233',
      says: 'A withdrawal comes back in the books and not in the balance.',
      find: "  await moveWallet(tx, booking, transferId, 'withdraw-returned', booking.amountFen);\n",
      put: '',
      caughtBy: ledgerTest,
    },
  ]),
];
