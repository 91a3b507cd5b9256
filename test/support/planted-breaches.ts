/** One order of a state, in the copy of the audit's views. */
const orderIn = (state: string) =>
  `(select id from orders where state = '${state}' order by id limit 1)`;
const txOf = (kind: string, state: string) =>
  `(select id from tx where kind = '${kind}' and order_id = ${orderIn(state)})`;
const lastStep = `(order_id, seq) = (select order_id, max(seq) from order_event
  where order_id = ${orderIn('COMPLETED')} group by order_id)`;
const onePaid = `provider_txn = (select min(provider_txn) from payment where state = 'PAID')`;

/**
 * For each invariant what breaks it in a copy of the audit's views and breaks nothing else: the
 * neighbours are kept in order where one change would offend two.
 */
export const plantedBreaches: Record<string, string> = {
  M1: `update entry set amount = amount + 1
      where tx_id = ${txOf('hold', 'WAIT_SHIP')} and account_id like 'world:%';
    update account set balance = balance + 1 where id = 'world:simulator'`,
  M2: `update account set balance = balance + 1 where kind = 'fee'`,
  M3: `insert into tx (id, kind, at) values (1, 'planted', now());
    insert into entry values (1, 'in-transit:1023', -1), (1, 'world:simulator', 1);
    insert into account values ('in-transit:1023', 'in-transit', null, -1, false);
    update account set balance = balance + 1 where id = 'world:simulator'`,
  M4: `insert into tx (id, kind, at) values (1, 'planted', now())`,
  M5: `delete from account where kind = 'fee'`,
  M6: `update wallet_line set balance = balance + 1 where seq = 1`,
  M7: `insert into tx (id, kind, at) values (1, 'planted', now());
    insert into entry values (1, 'world:protection', 1), (1, 'world:simulator', -1);
    update account set balance = balance + 1 where id = 'world:protection';
    update account set balance = balance - 1 where id = 'world:simulator'`,
  M8: `update debt_line set amount = amount + 1 where seq = 1`,
  E1: `update orders set paid = total where state = 'WAIT_PAY'`,
  // One fen of the hold and of its settlement goes past the escrow: its total stays nil.
  E2: `insert into entry select tx_id, 'due-back:1023', sign(amount) from entry
      where tx_id in (${txOf('hold', 'COMPLETED')}, ${txOf('settle', 'COMPLETED')})
        and account_id like 'escrow:%';
    update entry set amount = amount - sign(amount)
      where tx_id in (${txOf('hold', 'COMPLETED')}, ${txOf('settle', 'COMPLETED')})
        and account_id like 'escrow:%';
    insert into account values ('due-back:1023', 'due-back', null, 0, false)`,
  E3: `update orders set paid = paid - 1 where state = 'WAIT_SHIP'`,
  E4: `update tx set kind = 'release' where kind = 'settle'`,
  E5: `update orders set charged = charged + 1 where state = 'WAIT_SHIP'`,
  F1: `update orders set fee_ppm = fee_ppm * 2 where state = 'COMPLETED'`,
  F2: `update entry set account_id = 'fees:0' where account_id like 'fee:%';
    update account set id = 'fees:0' where id like 'fee:%'`,
  R1: `insert into refund (id, order_id, amount, state)
    values (1, ${orderIn('COMPLETED')}, -5, 'PENDING'), (2, ${orderIn('COMPLETED')}, 5, 'PENDING')`,
  R2: `update refund set tx_id = null where state = 'SUCCEEDED'`,
  R3: `insert into refund (id, order_id, amount, state)
    values (1, ${orderIn('COMPLETED')}, 5, 'PENDING')`,
  R4: `update orders set refunded = refunded - 1 where state = 'REFUNDED'`,
  W1: `insert into payout (id, user_id, amount, state) values (1, 1, 100, 'REQUESTED')`,
  H1: `update money_move set amount = amount + 1 where kind = 'goodwill'`,
  H2: `update money_move set approved_by = proposed_by where kind = 'goodwill'`,
  S1: `update listing set stock_added = stock_added - stock - 1, stock = -1`,
  S3: `update listing set reserved = reserved + 1`,
  S2: `update listing set stock_added = stock_added + 1`,
  O1: `update orders set shipping = shipping + 1 where state = 'WAIT_PAY'`,
  O2: `update order_line set unit_price = 1000001 where order_id = ${orderIn('WAIT_PAY')};
    update orders set total = shipping + 1000001 * qty where state = 'WAIT_PAY'`,
  O3: `update order_event set actor_role = 'clock' where to_state = 'WAIT_PAY'`,
  O4: `update order_event set seq = seq + 1 where ${lastStep}`,
  O5: `update orders set state = 'SHIPPED' where state = 'WAIT_SHIP'`,
  O6: `update order_event set at = at - interval '1 year' where ${lastStep}`,
  O7: `update users set person_hash = 'the same person'`,
  O8: `update order_event set actor_id = 1 where to_state = 'WAIT_PAY'`,
  O9: `update order_line set discount = discount + 1 where order_id = ${orderIn('WAIT_PAY')}`,
  T1: `delete from order_stopped`,
  T2: `update after_sale_event set from_state = 'WAIT_BUYER' where from_state = 'WAIT_SELLER'`,
  T3: `update after_sale set refunded = refunded + 1 where state = 'REFUNDED'`,
  T4: `update after_sale set line_nos = '{19}' where state = 'REFUNDED'`,
  T5: `insert into disputed (case_id, order_id, amount, cause) values (1, 1, 5, 'after-sale')`,
  P1: `update payment set merchant_id = 'somebody else' where ${onePaid}`,
  P2: `update payment set provider_txn = (select max(provider_txn) from payment) where ${onePaid}`,
  P3: `update inbox set sig_ok = false where outcome = 'accepted'`,
  P4: `update payment set outcome = 'due-back' where ${onePaid} and outcome = 'held'`,
  P5: `insert into bill select provider, 'planted', 'payment', 1, day, '1' from bill limit 1`,
  P6: `update orders set pay_by = (select t from now_) - interval '11 minutes'
    where state = 'WAIT_PAY'`,
  P7: `insert into bill_case (id, provider, subject, no, state) values
    (1, 'simulator', 'payment', '1', 'OPEN'), (2, 'simulator', 'payment', '1', 'OPEN')`,
  P8: `update bill_day set compared_at = null, fetched_at = fetched_at - interval '3 hours'`,
  P9: `insert into put_back (kind, no, amount, tx_id) values ('refund', '1', 5, 1)`,
  P10: `insert into disputed (case_id, order_id, amount, cause) values (1, 1, 5, 'provider')`,
  P11: `insert into bill_case (id, provider, subject, no, state, theirs, closed_at, closed_by, reason)
    values (1, 'simulator', 'dispute', '1', 'DISMISSED', 5, now(), 1, 'planted')`,
  X1: `delete from outbox where topic = 'orders/pay'`,
  X2: `update outbox set sent_at = null, created_at = (select t from now_) - interval '61 seconds'
    where id = (select min(id) from outbox)`,
  X3: `insert into job (id, kind, run_at) select 1, 'planted', t - interval '11 minutes' from now_`,
  X4: `insert into idem select * from idem limit 1`,
  U1: `update users set pro = false`,
  U3: `update session set revoked_at = last_used_at - interval '1 second'`,
  V1: `update upload set has_exif = true`,
  N1: `update note_counts set likes = likes + 1 where id = (select min(id) from note_counts)`,
  N2: `insert into note_comment (id, note_id, user_id, likes, replies, visible)
    select 1, id, author_id, 0, 1, false from note_counts limit 1`,
  B1: `delete from review where by_side = 'seller'`,
  B2: `update review set author_id = subject_id, subject_id = author_id where by_side = 'buyer'`,
  C1: `delete from conv_member where user_id in (select sender_id from message)`,
};
