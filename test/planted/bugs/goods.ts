import { bugsIn } from '../bug.ts';

const stockTest = 'src/modules/catalog/store/stock.db.test.ts';
const editsTest = 'src/modules/catalog/edits.db.test.ts';
const listingsTest = 'src/modules/catalog/listings.db.test.ts';

export const goodsBugs = [
  ...bugsIn('db/migrations/2331-catalog.sql', [
    {
      id: 'stock-from-a-stale-read',
      from: 'Vendure #3508',
      says: 'What is left is read first and written after: two buyers get the last piece.',
      find: 'set stock = l.stock - p_qty, sold = l.sold + p_qty\n',
      put: 'set (stock, sold) = (select o.stock - p_qty, o.sold + p_qty from catalog.listing o\n    where o.bucket = p_bucket::smallint and o.id = p_listing_id)\n',
      caughtBy: stockTest,
    },
    {
      id: 'sold-at-zero-stock',
      from: 'Medusa #4946',
      says: 'Nothing asks whether there is enough before goods are taken.',
      find: 'and l.stock - l.reserved >= p_qty and l.withdrawn_at is null',
      put: 'and l.withdrawn_at is null',
      caughtBy: stockTest,
    },
    {
      id: 'withdrawn-goods-sold',
      from: 'Medusa #4946',
      says: 'Goods that are off the shelf can still be bought.',
      find: 'and l.stock - l.reserved >= p_qty and l.withdrawn_at is null and l.taken_down_at is null',
      put: 'and l.stock - l.reserved >= p_qty',
      caughtBy: stockTest,
    },
    {
      id: 'paid-and-no-stock-taken',
      from: 'Vendure #3065',
      says: 'A purchase counts as sold what it never takes off the shelf.',
      find: 'set stock = l.stock - p_qty, sold = l.sold + p_qty\n',
      put: 'set stock = l.stock, sold = l.sold\n',
      caughtBy: stockTest,
    },
    {
      id: 'stock-returned-twice',
      from: 'Medusa #16825',
      says: 'A closed order gives back more than was ever sold.',
      find: 'and l.id = p_listing_id and l.sold >= p_qty\n',
      put: 'and l.id = p_listing_id\n',
      caughtBy: stockTest,
    },
  ]),
  ...bugsIn('db/migrations/0100-catalog.sql', [
    {
      id: 'shelf-sells-what-it-never-had',
      from: 'Vendure PR 4930',
      says: 'The books of the shelf may say that more was sold than there was.',
      find: 'constraint listing_stock_added_up check (stock + sold = stock_added)',
      put: 'constraint listing_stock_added_up check (stock + sold <= stock_added + sold)',
      caughtBy: stockTest,
    },
  ]),
  ...bugsIn('src/modules/catalog/store/listing-store.ts', [
    {
      id: 'edit-of-a-strangers-listing',
      from: 'Vendure GHSA-fp4j-ff6j-9793',
      says: 'A listing is found by its number alone, so anybody edits and withdraws it.',
      find: "    .where('seller_id', '=', sellerId)\n    .forUpdate('l')",
      put: "    .forUpdate('l')",
      caughtBy: editsTest,
    },
    {
      id: 'edit-without-a-lock',
      from: 'Saleor PR 15855',
      says: 'An edit writes the stock it read, and a sale in between is sold again.',
      find: "    .where('seller_id', '=', sellerId)\n    .forUpdate('l')",
      put: "    .where('seller_id', '=', sellerId)",
      caughtBy: editsTest,
    },
  ]),
  ...bugsIn('src/modules/catalog/store/shop-store.ts', [
    {
      id: 'limit-counted-without-a-lock',
      from: 'Vendure PR 4660',
      says: 'What may be done a few times is counted before it is written: eight at once all pass.',
      find: 'shopOf(tx, memberId).forUpdate().executeTakeFirst()',
      put: 'shopOf(tx, memberId).executeTakeFirst()',
      caughtBy: listingsTest,
    },
  ]),
  ...bugsIn('src/platform/pictures/encode-picture.ts', [
    {
      id: 'preview-without-its-mark',
      from: 'sensenet #1201',
      says: 'What is asked for with a watermark is the bare picture all the same.',
      find: 'const pixels = mark === undefined ? plain : await withWatermark(plain, mark);',
      put: 'const pixels = plain;',
      caughtBy: 'src/platform/pictures/watermark.test.ts',
    },
  ]),
  ...bugsIn('src/platform/pictures/picture-shelf.ts', [
    {
      id: 'original-served-as-preview',
      from: 'watermarkjs #20',
      says: 'The bare file that was there before is shown in the place of the marked one.',
      find: '(mark === undefined ? hash : hash.update(`\\0${mark}`))',
      put: 'hash',
      caughtBy: 'src/platform/pictures/picture-shelf.db.test.ts',
    },
  ]),
  ...bugsIn('src/modules/fulfilment/commands/label.ts', [
    {
      id: 'label-bought-again-when-asked-again',
      from: 'openlinker #1917',
      says: 'Each try buys a label under a number of its own: a lost answer is paid for twice.',
      find: '`${label.order_id}-${label.label_no}`',
      put: '`${label.order_id}-${Math.floor(Math.random() * 1000)}`',
      caughtBy: 'src/modules/fulfilment/labels.db.test.ts',
    },
  ]),
];
