import { bugsIn } from '../bug.ts';

const placeTest = 'src/modules/orders/store/place-order.db.test.ts';

export const purchaseBugs = [
  ...bugsIn('db/migrations/0110-orders.sql', [
    {
      id: 'any-state-takes-a-payment',
      from: 'Medusa #13301',
      says: 'A payment is held for an order whatever became of it.',
      find: "and state = 'WAIT_PAY' and total_fen = p_amount\n",
      put: 'and total_fen = p_amount\n',
      caughtBy: placeTest,
    },
    {
      id: 'paid-in-the-order-and-not-in-the-books',
      from: 'Blnk #233',
      says: 'The order says that it is paid, and no money is held for it.',
      find: '  perform ledger.hold(p_bucket, p_id, o.seller_id, o.buyer_id, p_amount, p_provider, p_at);\n',
      put: '',
      caughtBy: placeTest,
    },
    {
      id: 'paid-order-without-a-clock',
      from: 'Vendure #3509',
      says: 'A paid order that is never shipped has no clock that gives the money back.',
      find: "  insert into platform.deadline (bucket, id, kind, ref, run_at)\n  values (p_bucket, platform.new_id(p_bucket), 'orders/refund-unshipped', p_id, o.refund_unshipped_at);\n",
      put: '',
      caughtBy: placeTest,
    },
  ]),
  ...bugsIn('db/migrations/2321-orders-bundles.sql', [
    {
      id: 'bundle-sums-one-of-each',
      from: 'Medusa #16569',
      says: 'A cart is summed as if there were one piece in each line.',
      find: 'goods_fen := goods_fen + taken.price_fen * wanted.quantity;',
      put: 'goods_fen := goods_fen + taken.price_fen;',
      caughtBy: placeTest,
    },
    {
      id: 'bundle-takes-one-piece',
      from: 'Medusa #16502',
      says: 'A line of several pieces takes one off the shelf.',
      find: 'from catalog.take_stock(p_bucket, wanted.listing_id, wanted.quantity);',
      put: 'from catalog.take_stock(p_bucket, wanted.listing_id, 1);',
      caughtBy: placeTest,
    },
    {
      id: 'price-of-the-client-believed',
      from: 'Saleor #544',
      says: 'The total is not held against what the buyer was shown: a price that changed is charged.',
      find: "if (p->>'expectedTotalFen')::bigint <> v_total then",
      put: "if (p->>'expectedTotalFen')::bigint > v_total then",
      caughtBy: placeTest,
    },
    {
      id: 'order-nobody-can-pay',
      from: 'Medusa #16825',
      says: 'An order is written without the clock that closes it when nobody pays.',
      find: "  insert into platform.deadline (bucket, id, kind, ref, run_at)\n  values (v_bucket, platform.new_id(v_bucket), 'orders/pay-by', v_id, v_pay_by);\n",
      put: '',
      caughtBy: placeTest,
    },
    {
      id: 'retry-places-a-second-order',
      from: 'Stripe: a key’s answer replayed',
      says: 'A purchase sent again under its key is a second purchase.',
      find: '    if not found then return null; end if;\n',
      put: '',
      caughtBy: placeTest,
    },
    {
      id: 'selling-to-oneself',
      from: 'Vendure GHSA-rgjm-ff27-p2hf',
      says: 'A seller buys the own goods, and so the own good name.',
      find: 'if v.seller_id = v_buyer or identity.is_one_person(',
      put: 'if identity.is_one_person(',
      caughtBy: placeTest,
    },
    {
      id: 'step-nobody-was-told-of',
      from: 'Restate: exactly-once steps',
      says: 'An order is placed, and the rooms above never hear of it.',
      find: "  perform orders.tell(v_bucket, v_id, 'place', v.seller_id, v_buyer, 'WAIT_PAY', 1, v_now);\n",
      put: '',
      caughtBy: placeTest,
    },
  ]),
  ...bugsIn('db/migrations/0111-orders.sql', [
    {
      id: 'success-kept-though-not-held',
      from: 'Vendure #3065',
      says: 'A success that no order waits for is written as held, and nobody sends it back.',
      find: "    raise exception using errcode = 'TS007', message = 'the order does not wait for this payment';\n",
      put: '    null;\n',
      caughtBy: placeTest,
    },
  ]),
  ...bugsIn('src/modules/orders/store/place-order-store.ts', [
    {
      id: 'key-of-an-order-good-for-another',
      from: 'Stripe: a key’s parameters compared',
      says: 'The key of one purchase answers another.',
      find: "  if (row.request_hash !== idempotency!.requestHash) refuse('platform/idempotency-mismatch');\n",
      put: '',
      caughtBy: placeTest,
    },
  ]),
];
