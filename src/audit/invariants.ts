import type { Invariant } from './invariant.ts';
import { afterSales } from './invariants-of-after-sales.ts';
import { bundles } from './invariants-of-bundles.ts';
import { byHand, machinery, people, provider } from './invariants-around.ts';

const held = `('WAIT_SHIP', 'SHIPPED', 'DELIVERED')`;

const money: Invariant[] = [
  {
    id: 'M1',
    says: 'each transfer sums to zero',
    query: `select tx_id, sum(amount) from entry group by tx_id having sum(amount) <> 0`,
  },
  {
    id: 'M2',
    says: 'an account’s balance is the sum of its entries',
    query: `select a.id, a.balance, coalesce(e.fen, 0) from account a
      left join (select account_id, sum(amount) as fen from entry group by account_id) e
        on e.account_id = a.id
      where a.balance <> coalesce(e.fen, 0)`,
  },
  {
    id: 'M3',
    says: 'no account is negative but the world’s',
    query: `select id, balance from account where balance < 0 and not may_be_negative`,
  },
  {
    id: 'M4',
    says: 'no transfer without entries, no entry without a transfer',
    query: `select coalesce(t.id, e.tx_id) from tx t full join entry e on e.tx_id = t.id
      where t.id is null or e.tx_id is null`,
  },
  {
    id: 'M5',
    says: 'every entry is on an account that has a balance',
    query: `select e.account_id from entry e where not exists
      (select from account a where a.id = e.account_id)`,
  },
  {
    id: 'M6',
    says: 'a wallet’s statement has no gap, adds up line by line and ends at its balance',
    query: `select user_id, seq from (
        select user_id, seq, amount, balance, at, row_number() over w as place,
          lag(balance, 1, 0) over w as before, lag(at) over w as earlier,
          seq = max(seq) over (partition by user_id) as is_last
        from wallet_line window w as (partition by user_id order by seq)) l
      left join account a on a.id = 'wallet:' || user_id
      where seq <> place or l.balance <> l.before + l.amount or l.at < l.earlier
        or (is_last and a.balance is distinct from l.balance)`,
  },
  {
    id: 'M7',
    says: 'what the protection fund has laid out is what members owe',
    query: `select d.owed, p.out from (select coalesce(sum(amount), 0) as owed from debt) d,
        (select coalesce(-sum(balance), 0) as out from account where id = 'world:protection') p
      where d.owed <> p.out`,
  },
  {
    id: 'M8',
    says: 'a debt’s lines have no gap, add up line by line and end at what is owed',
    query: `select user_id, seq from (
        select user_id, seq, amount, owed, row_number() over w as place,
          lag(owed, 1, 0) over w as before,
          seq = max(seq) over (partition by user_id) as is_last
        from debt_line window w as (partition by user_id order by seq)) l
      left join debt d using (user_id)
      where seq <> place or l.owed <> l.before + l.amount
        or (is_last and d.amount is distinct from l.owed)`,
  },
  {
    id: 'E1',
    says: 'a paid order has one hold, an unpaid one none',
    query: `select o.id, count(t.id) from orders o
      left join tx t on t.order_id = o.id and t.kind = 'hold'
      group by o.id, o.paid having count(t.id) <> case when o.paid > 0 then 1 else 0 end`,
  },
  {
    id: 'E2',
    says: 'the hold is the order’s total',
    query: `select o.id, o.total, h.amount from orders o
      join tx t on t.order_id = o.id and t.kind = 'hold'
      join lateral (select sum(amount) as amount from entry
        where tx_id = t.id and account_id like 'escrow:%') h on true
      where h.amount is distinct from o.total`,
  },
  {
    id: 'E3',
    says: 'the escrow of an order is what its state says',
    query: `select o.id, o.state, coalesce(s.fen, 0) from orders o
      left join (select t.order_id, sum(e.amount) as fen from tx t join entry e on e.tx_id = t.id
        where e.account_id like 'escrow:%' group by t.order_id) s on s.order_id = o.id
      where coalesce(s.fen, 0) <> case when o.state in ${held} then o.paid - o.refunded else 0 end`,
  },
  {
    id: 'E4',
    says: 'an order is settled at most once, and only when complete',
    query: `select o.id, o.state, count(t.id) from orders o
      left join tx t on t.order_id = o.id and t.kind = 'settle'
      group by o.id, o.state
      having count(t.id) <> case when o.state = 'COMPLETED' then 1 else 0 end`,
  },
  {
    id: 'E5',
    says: 'what lost disputes took of a sale was booked, and was left of it',
    query: `select o.id, o.charged, coalesce(c.fen, 0) from orders o
      left join (select t.order_id, -sum(e.amount) as fen from tx t join entry e on e.tx_id = t.id
        where t.kind = 'charge-back' and (e.account_id like 'wallet:%'
          or e.account_id like 'fee:%' or e.account_id = 'world:protection')
        group by t.order_id) c on c.order_id = o.id
      where o.charged <> coalesce(c.fen, 0) or o.charged not between 0 and o.paid - o.refunded`,
  },
  {
    id: 'F1',
    says: 'the fee is floor(net × rate), and only of complete orders',
    query: `select id, fee, paid - refunded - charged from orders
      where fee is distinct from case when state = 'COMPLETED'
        then ((paid - refunded - charged) * fee_ppm) / 1000000 end`,
  },
  {
    id: 'F2',
    says: 'the fee booked is the fee of the order',
    query: `select o.id, o.fee, coalesce(f.fen, 0) from orders o
      left join (select t.order_id, sum(e.amount) as fen from tx t join entry e on e.tx_id = t.id
        where e.account_id like 'fee:%' group by t.order_id) f on f.order_id = o.id
      where coalesce(f.fen, 0) <> coalesce(o.fee, 0)`,
  },
  {
    id: 'R1',
    says: 'refunds are positive and together at most what was paid',
    query: `select r.order_id from refund r
      left join (select order_id, sum(amount) as fen from payment
        where state = 'PAID' group by order_id) p on p.order_id = r.order_id
      group by r.order_id, p.fen
      having min(r.amount) <= 0 or sum(r.amount) > coalesce(p.fen, 0)`,
  },
  {
    id: 'R2',
    says: 'a refund that succeeded has one transfer of its amount, any other none',
    query: `select r.id, r.state, r.tx_id from refund r
      left join (select t.id, sum(e.amount) as fen from tx t join entry e on e.tx_id = t.id
        where t.kind = 'refund-paid' and e.account_id like 'world:%' group by t.id) b
        on b.id = r.tx_id
      where (r.state = 'SUCCEEDED') is distinct from (r.tx_id is not null)
        or (r.tx_id is not null and b.fen is distinct from r.amount)`,
  },
  {
    id: 'R3',
    says: 'what is due back to a payer has a refund under way, of its amount',
    query: `select order_id, coalesce(b.fen, 0) as due_back, coalesce(r.fen, 0) as under_way
      from (select t.order_id, sum(e.amount) as fen from tx t join entry e on e.tx_id = t.id
          where e.account_id like 'due-back:%' group by t.order_id) b
      full join (select order_id, sum(amount) as fen from refund
          where state <> 'SUCCEEDED' group by order_id) r using (order_id)
      where coalesce(b.fen, 0) <> coalesce(r.fen, 0)`,
  },
  {
    id: 'R4',
    says: 'what an order gave back is the sum of the refunds of its payment',
    query: `select o.id, o.refunded, coalesce(r.fen, 0) from orders o
      left join (select r.order_id, sum(r.amount) as fen from refund r
        join payment p on p.attempt_id = r.attempt_id and p.outcome = 'held'
        group by r.order_id) r on r.order_id = o.id
      where o.refunded <> coalesce(r.fen, 0)`,
  },
  {
    id: 'W1',
    says: 'a payout took its amount out of the wallet once, and is paid or back in it once',
    query: `select p.id, p.state from payout p
      left join (select t.ref, count(*) filter (where t.kind = 'withdraw') as taken,
          count(*) filter (where t.kind = 'withdraw-paid') as paid,
          count(*) filter (where t.kind = 'withdraw-returned') as returned,
          count(*) filter (where t.kind = 'withdraw-undone') as undone,
          count(*) filter (where t.kind = 'withdraw-late') as late
        from tx t group by t.ref) t on t.ref = p.id
      left join lateral (select -sum(amount) as fen from entry
        where tx_id = p.tx_id and account_id like 'wallet:%') w on true
      where coalesce(t.taken, 0) <> 1 or w.fen is distinct from p.amount or p.amount <= 0
        or coalesce(t.paid + t.late - t.undone, 0) <> case when p.state = 'PAID' then 1 else 0 end
        or coalesce(t.returned + t.undone - t.late, 0)
          <> case when p.state = 'RETURNED' then 1 else 0 end`,
  },
];

const trade: Invariant[] = [
  {
    id: 'S1',
    says: 'no stock is negative',
    query: `select id, stock from listing where stock < 0`,
  },
  {
    id: 'S2',
    says: 'stock and what was sold are what was put up',
    query: `select l.id, l.stock, l.stock_added, coalesce(s.qty, 0) from listing l
      left join (select n.listing_id, sum(n.qty) as qty from order_line n
        join orders o on o.id = n.order_id where not o.stock_back group by n.listing_id) s
        on s.listing_id = l.id
      where l.stock + coalesce(s.qty, 0) <> l.stock_added`,
  },
  {
    id: 'S3',
    says: 'what is kept of a listing is what is kept for its members',
    query: `select l.id, l.reserved, coalesce(r.qty, 0) from listing l
      left join (select listing_id, sum(qty) as qty from reservation where ended_at is null
        group by listing_id) r on r.listing_id = l.id
      where l.reserved <> coalesce(r.qty, 0)`,
  },
  {
    id: 'O1',
    says: 'an order’s total is its lines less the discount, and the freight',
    query: `select o.id, o.total from orders o
      left join (select order_id, sum(qty * unit_price) as fen from order_line group by order_id) l
        on l.order_id = o.id
      where o.total <> coalesce(l.fen, 0) - o.discount + o.shipping`,
  },
  {
    id: 'O2',
    says: 'no price is above ¥10,000 or below ¥0.01',
    query: `select order_id, unit_price from order_line where unit_price not between 1 and 1000000`,
  },
  {
    id: 'O3',
    says: 'every step is a legal one by a legal role',
    query: `select e.order_id, e.seq, e.from_state, e.to_state, e.actor_role from order_event e
      where not exists (select from state_rule r where r.from_state = e.from_state
        and r.to_state = e.to_state and r.actor_role = e.actor_role)`,
  },
  {
    id: 'O4',
    says: 'the history has no gap and each step begins where the last ended',
    query: `select order_id, seq from (
        select order_id, seq, from_state, row_number() over w as place,
          lag(to_state, 1, 'NONE') over w as before
        from order_event window w as (partition by order_id order by seq)) e
      where seq <> place or from_state <> before`,
  },
  {
    id: 'O5',
    says: 'an order’s state is its last event’s',
    query: `select o.id, o.state, e.to_state from orders o
      left join lateral (select to_state from order_event where order_id = o.id
        order by seq desc limit 1) e on true
      where e.to_state is distinct from o.state`,
  },
  {
    id: 'O6',
    says: 'time never runs back in a history',
    query: `select order_id, seq from (
        select order_id, seq, at, lag(at) over (partition by order_id order by seq) as before
        from order_event) e
      where at < before`,
  },
  {
    id: 'O7',
    says: 'nobody buys from themselves, by person',
    query: `select o.id from orders o join users b on b.id = o.buyer_id
      join users s on s.id = o.seller_id
      where o.buyer_id = o.seller_id or b.person_hash = s.person_hash`,
  },
  {
    id: 'O8',
    says: 'whoever acts as buyer or seller is that party',
    query: `select e.order_id, e.seq from order_event e join orders o on o.id = e.order_id
      where (e.actor_role = 'buyer' and e.actor_id is distinct from o.buyer_id)
        or (e.actor_role = 'seller' and e.actor_id is distinct from o.seller_id)`,
  },
];

/**
 * The invariants of the product, over the read-only `audit.*` views alone: names without a schema,
 * so that they run on the views and on any copy of them.
 */
export const invariants: Invariant[] = [
  ...money,
  ...trade,
  ...bundles,
  ...afterSales,
  ...provider,
  ...byHand,
  ...machinery,
  ...people,
];
