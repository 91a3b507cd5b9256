// Real: PostgreSQL with all its migrations. The contract stands here: a stranger's checker is
// written against these names and kinds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#platform/db/database.ts';
import { testDatabase } from '../../test/support/database.ts';

const { database } = await testDatabase();

/** What a column holds: `id` is any of bigint and text, `fen` a bigint, `count` a whole number. */
type Kind = 'id' | 'fen' | 'count' | 'text' | 'time' | 'day' | 'flag';

const types: Record<Kind, string[]> = {
  id: ['bigint', 'text'],
  fen: ['bigint'],
  count: ['integer', 'smallint', 'bigint'],
  text: ['text'],
  time: ['timestamp with time zone'],
  day: ['date'],
  flag: ['boolean'],
};

/** The views that the product owes whoever checks it, `name:kind` a column. */
const contract = {
  users: 'id:id created_at:time verified_at:time person_hash:text erased_at:time pro:flag',
  account: 'id:id kind:text owner:id balance:fen may_be_negative:flag',
  tx: 'id:id kind:text order_id:id at:time actor:id',
  entry: 'tx_id:id account_id:id amount:fen',
  listing: 'id:id seller_id:id price:fen stock:count stock_added:count state:text reserved:count',
  reservation: 'id:id listing_id:id user_id:id qty:count until:time ended_at:time',
  orders: `id:id buyer_id:id seller_id:id listing_id:id qty:count unit_price:fen shipping:fen
    total:fen discount:fen paid:fen refunded:fen fee:fen fee_ppm:count state:text created_at:time pay_by:time
    auto_confirm_at:time`,
  order_line: 'order_id:id listing_id:id qty:count unit_price:fen discount:fen',
  order_event: `order_id:id seq:count from_state:text to_state:text actor_role:text actor_id:id
    at:time`,
  state_rule: 'from_state:text to_state:text actor_role:text',
  payment: 'provider:text provider_txn:text order_id:id amount:fen merchant_id:text state:text',
  merchant: 'provider:text merchant_id:text',
  inbox: `provider:text event_id:text order_id:id sig_ok:flag outcome:text tx_id:id
    received_at:time`,
  refund: 'id:id order_id:id amount:fen state:text tx_id:id provider_ref:text',
  payout: 'id:id user_id:id amount:fen state:text tx_id:id',
  bill: 'provider:text provider_txn:text kind:text amount:fen day:day',
  outbox: `id:id topic:text ref:text created_at:time sent_at:time attempts:count dead:flag`,
  job: 'id:id kind:text ref:id run_at:time lease_until:time done_at:time',
  idem: 'actor:id key:text request_hash:text result_ref:text',
  message: `id:id conv_id:id sender_id:id recipient_id:id author_kind:text listing_id:id
    body:text`,
  conv_member: 'conv_id:id user_id:id',
  session: 'id:id user_id:id revoked_at:time last_used_at:time',
  upload: `id:id user_id:id mime:text has_exif:flag width:count height:count
    served_original:flag`,
  review: `id:id order_id:id by_side:text author_id:id subject_id:id filed_at:time
    revealed_at:time withdrawn:flag taken_down:flag`,
  review_exchange: `order_id:id buyer_id:id seller_id:id opened_at:time closes_at:time
    revealed_at:time`,
  now_: 't:time',
};

async function columns(): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ view: string; name: string; type: string }>`
    select table_name as view, column_name as name, data_type as type
    from information_schema.columns where table_schema = 'audit'`.execute(database.sql);
  const views = new Map<string, Map<string, string>>();
  for (const { view, name, type } of rows) {
    if (!views.has(view)) views.set(view, new Map());
    views.get(view)!.set(name, type);
  }
  return views;
}

test('the audit views have the columns of their contract', async () => {
  const views = await columns();
  const wrong: string[] = [];
  for (const [view, promised] of Object.entries(contract)) {
    for (const column of promised.split(/\s+/)) {
      const [name, kind] = column.split(':') as [string, Kind];
      const type = views.get(view)?.get(name);
      if (!type || !types[kind].includes(type)) wrong.push(`${view}.${name} is ${type}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('whatever else the audit schema has are views too', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = 'audit'::regnamespace
      and c.relkind not in ('v', 'c')`.execute(database.sql);
  assert.deepEqual(rows, []);
});
