import type { Invariant } from './invariant.ts';

/** What an after-sale does to its order and to the books. */
export const afterSales: Invariant[] = [
  {
    id: 'T1',
    says: 'an order waits exactly while one of its after-sales is open',
    query: `select coalesce(s.order_id, o.order_id) as order_id, s.open from order_stopped o
      full join (select order_id, count(*) as open from after_sale where ended_at is null
        group by order_id) s on s.order_id = o.order_id
      where o.order_id is null or s.open is distinct from 1`,
  },
  {
    id: 'T2',
    says: 'an after-sale’s history has no gap, fits together and ends at its state',
    query: `select after_sale_id, seq from (
        select after_sale_id, seq, from_state, to_state, row_number() over w as place,
          lag(to_state, 1, 'NONE') over w as before,
          seq = max(seq) over (partition by after_sale_id) as is_last
        from after_sale_event window w as (partition by after_sale_id order by seq)) e
      left join after_sale s on s.id = e.after_sale_id
      where seq <> place or from_state <> before
        or (is_last and to_state is distinct from s.state)`,
  },
  {
    id: 'T5',
    says: 'what an open after-sale may take out of a settled sale cannot be withdrawn',
    query: `select coalesce(s.id, d.case_id) from (select s.id from after_sale s
        join orders o on o.id = s.order_id
        where s.ended_at is null and o.state = 'COMPLETED') s
      full join (select case_id from disputed where ended_at is null and cause = 'after-sale') d
        on d.case_id = s.id
      where s.id is null or d.case_id is null`,
  },
  {
    id: 'T3',
    says: 'what an after-sale gave back was booked for it, and nothing else was',
    query: `select s.id from after_sale s where s.state = 'REFUNDED' and not exists (
        select from tx t join entry e on e.tx_id = t.id and e.account_id like 'due-back:%'
        where e.amount = s.refunded and ((t.ref = s.id and t.kind in ('release-part', 'take-back'))
          or (t.order_id = s.order_id and t.kind = 'release')))
      union all
      select t.id from tx t where t.kind in ('release-part', 'take-back')
        and not exists (select from after_sale s where s.id = t.ref and s.state = 'REFUNDED')`,
  },
];
