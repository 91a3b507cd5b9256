import { bugsIn } from '../bug.ts';

const ofShops = 'src/modules/catalog/shop-tools.db.test.ts';

export const toolBugs = [
  ...bugsIn('db/migrations/2331-catalog.sql', [
    {
      id: 'reserved-goods-sold-to-another',
      from: 'FOSSBilling #4130',
      says: 'What is kept for one member is sold to whoever is quicker.',
      find: 'and l.stock - l.reserved >= p_qty and l.withdrawn_at is null',
      put: 'and l.stock >= p_qty and l.withdrawn_at is null',
      caughtBy: ofShops,
    },
    {
      id: 'closed-shop-sells',
      from: 'nopCommerce #3896',
      says: 'A shop on holiday says so and sells all the same.',
      find: '\n    and catalog.away_until(l.bucket, l.seller_id) is null',
      put: '',
      caughtBy: ofShops,
    },
  ]),
  ...bugsIn('src/modules/catalog/commands/tell-price-drop.ts', [
    {
      id: 'price-drop-told-twice',
      from: 'Wallos #187',
      says: 'A member who likes and keeps goods is told of each cut of a day.',
      find: 'dedupeKey: `price-drop:${listing.id}:${day}`',
      put: 'dedupeKey: `price-drop:${listing.id}:${day}:${drop.toFen}`',
      caughtBy: ofShops,
    },
  ]),
  ...bugsIn('src/platform/csv.ts', [
    {
      id: 'orders-file-holds-formulas',
      from: 'tableExport #230',
      says: 'A title that begins like a formula is run by the spreadsheet that opens the file.',
      find: "(isFormula ? `'${text}` : text)",
      put: '(isFormula ? text : text)',
      caughtBy: 'src/platform/csv.test.ts',
    },
  ]),
  ...bugsIn('src/modules/orders/domain/remind.ts', [
    {
      id: 'reminders-without-end',
      from: 'Wallos #187',
      says: 'The other side of an order is reminded as often as somebody taps.',
      find: "return isFresh ? { ok: false, code: 'orders/reminded-already' } : { ok: true };",
      put: 'return isFresh || true ? { ok: true } : { ok: true };',
      caughtBy: 'src/modules/orders/domain/remind.test.ts',
    },
  ]),
];
