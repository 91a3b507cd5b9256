import { bugsIn } from '../bug.ts';

const bundleTest = 'src/modules/orders/store/bundle.db.test.ts';
const placeTest = 'src/modules/orders/store/place-order.db.test.ts';

/** Several goods in one order: their freight, their discount, their stock. */
export const bundleBugs = [
  ...bugsIn('db/migrations/2320-catalog-freight.sql', [
    {
      id: 'bundle-takes-the-last-line',
      from: 'Medusa #16502',
      says: 'Of a cart of several lines the freight of the cheapest counts as the first piece.',
      find: 'order by first_fen desc, further_fen desc',
      put: 'order by first_fen, further_fen',
      caughtBy: placeTest,
    },
    {
      id: 'freight-of-each-line-summed',
      from: 'vstore #55',
      says: 'A cart pays the first piece of every line, as if each went in a parcel of its own.',
      find: '(array_agg(first_fen - further_fen order by first_fen desc, further_fen desc))[1]',
      put: 'sum(first_fen - further_fen)',
      caughtBy: placeTest,
    },
    {
      id: 'free-threshold-line-by-line',
      from: 'Craft Commerce #1039',
      says: 'What makes freight free is counted line by line, not for the cart.',
      find: 'window g as (partition by t.template_id)',
      put: 'window g as (partition by t.listing_id)',
      caughtBy: bundleTest,
    },
    {
      id: 'sent-where-nobody-delivers',
      from: 'WooCommerce #25090',
      says: 'A province the seller does not deliver to is charged nothing, and ordered from.',
      find: '  if v.not_delivered is not null then',
      put: '  if false then',
      caughtBy: bundleTest,
    },
  ]),
  ...bugsIn('db/migrations/2321-orders-bundles.sql', [
    {
      id: 'bundle-stock-of-the-first-line',
      from: 'Medusa #16502',
      says: 'Of a bundle only the first line takes its pieces off the shelf.',
      find: '    v_pieces := v_pieces + wanted.quantity;\n',
      put: '    if v_pieces > 0 then perform catalog.return_stock(p_bucket, wanted.listing_id, wanted.quantity); end if;\n    v_pieces := v_pieces + wanted.quantity;\n',
      caughtBy: placeTest,
    },
    {
      id: 'discount-taken-twice',
      from: 'Medusa #12690',
      says: 'The discount of a bundle comes off the goods and off the total.',
      find: '  v_total := v.goods_fen - v.discount_fen + v.freight_fen;',
      put: '  v_total := v.goods_fen - 2 * v.discount_fen + v.freight_fen;',
      caughtBy: bundleTest,
    },
    {
      id: 'discount-loses-a-fen',
      from: 'Vendure #3091',
      says: 'Each line’s share of a discount is floored by itself, and the rest is nobody’s.',
      find: `    v.discount_fen * l.until_fen / v.goods_fen
      - v.discount_fen * (l.until_fen - l.quantity * l.unit_fen) / v.goods_fen,`,
      put: '    v.discount_fen * (l.quantity * l.unit_fen) / v.goods_fen,',
      caughtBy: bundleTest,
    },
  ]),
];
