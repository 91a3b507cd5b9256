import type { Invariant } from './invariant.ts';

/** What passes between the provider and us. */
export const provider: Invariant[] = [
  {
    id: 'P1',
    says: 'a payment taken in was made to us and is the order’s amount, or it is due back',
    query: `select p.provider_txn from payment p join orders o on o.id = p.order_id
      where p.state = 'PAID' and ((p.amount <> o.total and p.outcome is distinct from 'due-back')
        or not exists
        (select from merchant m where m.provider = p.provider and m.merchant_id = p.merchant_id))`,
  },
  {
    id: 'P2',
    says: 'a provider’s transaction is used once',
    query: `select provider, provider_txn from payment where provider_txn is not null
      group by provider, provider_txn having count(*) > 1`,
  },
  {
    id: 'P3',
    says: 'only signed notices are applied, each once',
    query: `select provider, event_id from inbox where outcome = 'accepted'
      group by provider, event_id having count(*) > 1 or not bool_and(sig_ok)`,
  },
  {
    id: 'P4',
    says: 'every success is held or due back, once',
    query: `select p.provider_txn, p.outcome from payment p where p.state = 'PAID' and
      (select count(*) from tx t where (t.kind = 'hold' and t.ref = p.order_id and p.outcome = 'held')
        or (t.kind = 'hold-due-back' and t.ref = p.attempt_id and p.outcome = 'due-back')) <> 1`,
  },
  {
    id: 'P5',
    says: 'the provider’s bill and the books agree both ways, day by day, or an operator said why not',
    query: `select coalesce(b.kind, n.kind) as kind, coalesce(b.no, n.no) as no,
        coalesce(b.day, n.day)::text as day, b.amount as billed, n.amount as booked
      from (select kind, split_part(out_no, '-', 1) as no, day, sum(amount) as amount from bill
          group by 1, 2, 3) b
      full join (
        select 'payment' as kind, attempt_id::text as no, provider, amount, day from payment
          where state = 'PAID'
        union all
        select 'refund', id::text, provider, amount, day from refund where state = 'SUCCEEDED'
        union all
        select 'transfer', id::text, provider, amount, day from payout where state = 'PAID') n
        on n.kind = b.kind and n.no = b.no and n.day = b.day
      left join (select kind, no, sum(amount) as amount, min(amount) as each
        from put_back group by 1, 2) u
        on u.kind = b.kind and u.no = b.no
      where b.amount is distinct from n.amount
        and not coalesce(mod(b.amount, u.each) = 0
          and b.amount between coalesce(n.amount, 0) and coalesce(n.amount, 0) + u.amount, false)
        and (b.no is not null or exists (select from bill_day d where d.day = n.day + 1
          and d.provider = coalesce(n.provider, d.provider)))
        and not exists (select from bill_case c where c.subject = coalesce(b.kind, n.kind)
          and c.no = coalesce(b.no, n.no) and c.state in ('REPAIRED', 'DISMISSED'))`,
  },
  {
    id: 'P6',
    says: 'an order that was not paid in time is closed',
    query: `select o.id, o.pay_by from orders o, now_ n
      where o.state = 'WAIT_PAY' and o.pay_by < n.t - interval '10 minutes'`,
  },
  {
    id: 'P7',
    says: 'a difference has one open case, and a closed one says how and why',
    query: `select provider, subject, no from bill_case where state = 'OPEN' and subject <> 'dispute'
      group by provider, subject, no having count(*) > 1
      union all
      select provider, subject, no from bill_case
      where (state = 'OPEN') = (closed_at is not null) or (state = 'OPEN') = (reason is not null)
        or (state in ('REPAIRED', 'DISMISSED')) <> (closed_by is not null)`,
  },
  {
    id: 'P8',
    says: 'a bill is held against the books within two hours of its coming in',
    query: `select d.provider, d.day from bill_day d, now_ n
      where d.compared_at is null and d.fetched_at < n.t - interval '2 hours'`,
  },
  {
    id: 'P9',
    says: 'what came back after it was paid out was booked back once, of its amount',
    query: `select coalesce(p.tx_id, t.id) from put_back p
      full join (select t.id, t.kind, sum(e.amount) as fen from tx t
          join entry e on e.tx_id = t.id and e.account_id like 'world:%'
          where t.kind in ('refund-unpaid', 'withdraw-undone') group by 1, 2) t on t.id = p.tx_id
      where p.tx_id is null or -t.fen is distinct from p.amount
        or t.kind is distinct from case p.kind when 'refund' then 'refund-unpaid'
          else 'withdraw-undone' end`,
  },
  {
    id: 'P10',
    says: 'exactly what is disputed at a provider and open cannot be withdrawn, unless it is due back',
    query: `select coalesce(c.id, d.case_id) from (select c.id, exists (select from payment p
          where p.attempt_id::text = c.no and p.outcome = 'due-back') as is_due_back
        from bill_case c where c.subject = 'dispute' and c.state = 'OPEN') c
      full join (select case_id from disputed where ended_at is null and cause = 'provider') d
        on d.case_id = c.id
      where c.id is null or (d.case_id is null and not c.is_due_back)`,
  },
  {
    id: 'P11',
    says: 'a lost dispute that was closed was booked against its provider once, of its amount',
    query: `select coalesce(c.id, t.ref) as id, c.theirs, t.fen from (select id, provider, theirs
          from bill_case where subject = 'dispute' and state in ('REPAIRED', 'DISMISSED')) c
      full join (select t.ref, e.account_id, sum(e.amount) as fen from tx t
          join entry e on e.tx_id = t.id and e.account_id like 'world:%'
          where t.kind = 'charge-back'
            and e.account_id not in ('world:protection', 'world:goodwill')
          group by t.ref, e.account_id) t
        on t.ref = c.id and t.account_id = 'world:' || c.provider
      where c.theirs is distinct from t.fen`,
  },
];

/** Outbox, deadlines, keys. */
export const machinery: Invariant[] = [
  {
    id: 'X1',
    says: 'every step of an order was told, once',
    query: `select e.order_id, e.command, e.steps, coalesce(b.told, 0) as told
      from (select order_id, command, count(*) as steps from order_event group by 1, 2) e
      left join (select ref, topic, count(*) as told from outbox group by 1, 2) b
        on b.ref = e.order_id::text and b.topic = 'orders/' || e.command
      where coalesce(b.told, 0) <> e.steps`,
  },
  {
    id: 'X2',
    says: 'what was told is delivered within a minute',
    query: `select b.id, b.topic from outbox b, now_ n
      where b.sent_at is null and b.created_at < n.t - interval '60 seconds'`,
  },
  {
    id: 'X3',
    says: 'no deadline is long overdue, no lease longer than two minutes',
    query: `select j.id, j.kind from job j, now_ n
      where j.done_at is null and (j.run_at < n.t - interval '10 minutes'
        or j.lease_until > clock_timestamp() + interval '2 minutes 5 seconds')`,
  },
  {
    id: 'X4',
    says: 'a key stands for one request and one answer',
    query: `select actor, key from idem group by actor, key
      having count(*) > 1 or bool_or(result_ref is null) or count(distinct request_hash) > 1`,
  },
];

/** Members, their sessions, pictures and conversations. */
export const people: Invariant[] = [
  {
    id: 'U1',
    says: 'everybody who has a listing may sell',
    query: `select distinct l.seller_id from listing l join users u on u.id = l.seller_id, now_ n
      where u.verified_at is null or not u.pro or u.created_at > n.t - interval '180 days'`,
  },
  {
    id: 'U3',
    says: 'a revoked session is not used',
    query: `select id from session where last_used_at > revoked_at`,
  },
  {
    id: 'V1',
    says: 'no picture is served with its metadata, as it came, or beyond the pixel cap',
    query: `select id from upload where has_exif or served_original
      or width::bigint * height > 40000000 or mime <> 'image/webp'`,
  },
  {
    id: 'N1',
    says: 'a note’s counts are the likes, comments and saves that there are',
    query: `select n.id, n.likes, n.comments, n.saves from note_counts n
      left join (select note_id, count(*) as n from note_like group by 1) l on l.note_id = n.id
      left join (select note_id, count(*) as n from note_comment where visible group by 1) c
        on c.note_id = n.id
      left join (select note_id, count(*) as n from note_save group by 1) s on s.note_id = n.id
      where n.likes <> coalesce(l.n, 0) or n.comments <> coalesce(c.n, 0)
        or n.saves <> coalesce(s.n, 0)`,
  },
  {
    id: 'N2',
    says: 'a comment’s counts are the likes and replies that there are',
    query: `select c.id, c.likes, c.replies from note_comment c
      left join (select comment_id, count(*) as n from comment_like group by 1) l
        on l.comment_id = c.id
      left join (select top_id, count(*) as n from note_comment where visible group by 1) r
        on r.top_id = c.id
      where c.likes <> coalesce(l.n, 0) or c.replies <> coalesce(r.n, 0)`,
  },
  {
    id: 'B1',
    says: 'no review is read before both sides have filed or the time is over',
    query: `select r.id, r.revealed_at, e.closes_at from review r
      left join review_exchange e on e.order_id = r.order_id
      where r.revealed_at is not null and (e.revealed_at is distinct from r.revealed_at
        or (r.revealed_at < e.closes_at
          and (select count(*) from review o where o.order_id = r.order_id) < 2))`,
  },
  {
    id: 'B2',
    says: 'whoever reviews or is reviewed took that part in the order, once it was over',
    query: `select r.id, r.order_id from review r left join orders o on o.id = r.order_id
      where o.id is null or o.state not in ('COMPLETED', 'REFUNDED')
        or (r.author_id, r.subject_id) is distinct from (case r.by_side
          when 'buyer' then row(o.buyer_id, o.seller_id) else row(o.seller_id, o.buyer_id) end)`,
  },
  {
    id: 'C1',
    says: 'whoever writes in a conversation is in it',
    query: `select m.id from message m where not exists (select from conv_member c
      where c.conv_id = m.conv_id and c.user_id = m.sender_id)`,
  },
];

/** What operators move by hand. */
export const byHand: Invariant[] = [
  {
    id: 'H1',
    says: 'what is moved by hand is what was agreed to, once',
    query: `select coalesce(m.id, t.ref) as id, m.amount, t.fen from (select * from money_move
          where state = 'CARRIED_OUT' and kind <> 'payout-cancelled') m
      full join (select t.ref, t.kind, sum(e.amount) filter (where e.amount > 0) as fen
          from tx t join entry e on e.tx_id = t.id
          where t.kind in ('goodwill', 'goodwill-back', 'correction', 'debt-forgiven')
          group by t.id, t.ref, t.kind) t on t.ref = m.id and t.kind = m.kind
      where m.id is null or t.ref is null or m.amount <> t.fen`,
  },
  {
    id: 'H2',
    says: 'whatever is moved by hand two persons agreed to, in time',
    query: `select id, proposed_by, approved_by from money_move
      where state = 'CARRIED_OUT' and (approved_by is null or approved_by = proposed_by
        or by_one_person or approved_at >= expires_at)`,
  },
];
