import type { Invariant } from './invariant.ts';

/** What several goods in one order do to its amounts. */
export const bundles: Invariant[] = [
  {
    id: 'O9',
    says: 'a discount is shared out to the lines to the fen, and takes none below nothing',
    query: `select o.id, o.discount, coalesce(l.fen, 0) from orders o
      left join (select order_id, sum(discount) as fen,
          bool_or(discount not between 0 and qty * unit_price) as is_odd
        from order_line group by order_id) l on l.order_id = o.id
      where o.discount <> coalesce(l.fen, 0) or l.is_odd`,
  },
  {
    id: 'T4',
    says: 'for some lines of an order no more goes back than was paid for them and the freight',
    query: `select s.id, s.refunded from after_sale s join orders o on o.id = s.order_id
      left join lateral (select sum(qty * unit_price - discount) as fen from order_line
        where order_id = s.order_id and line_no = any(s.line_nos)) l on true
      where s.line_nos is not null and s.refunded > coalesce(l.fen, 0) + o.shipping`,
  },
];
