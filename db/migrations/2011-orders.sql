-- What stops an order's clocks is an after-sale from now on.
alter table orders."order" rename column problem_opened_at to after_sale_opened_at;
alter table orders."order" rename column problem_clock_left_ms to clock_left_ms;

-- Writes one decided step: the row as it is afterwards, its event, its deadlines, its outbox row.
-- The caller holds the row's lock.
create or replace function orders.write_step(p_bucket int, p_id bigint, p_step jsonb) returns void
language plpgsql as $$
declare
  v_at timestamptz := (p_step->>'at')::timestamptz;
  o orders."order";
begin
  select * into strict o from orders."order" where bucket = p_bucket and id = p_id for update;
  o := jsonb_populate_record(o, p_step->'row');
  update orders."order" set state = o.state, paid_fen = o.paid_fen, refunded_fen = o.refunded_fen,
    fee_fen = o.fee_fen, paid_at = o.paid_at, ship_by = o.ship_by,
    refund_unshipped_at = o.refund_unshipped_at, ship_extension_days = o.ship_extension_days,
    shipped_at = o.shipped_at, tracking = o.tracking, scan_by = o.scan_by,
    last_moved_at = o.last_moved_at, move_by = o.move_by, void_shipments = o.void_shipments,
    delivered_at = o.delivered_at,
    confirm_by = o.confirm_by, receipt_extensions = o.receipt_extensions,
    after_sale_opened_at = o.after_sale_opened_at, clock_left_ms = o.clock_left_ms,
    completed_at = o.completed_at, closed_at = o.closed_at, refunded_at = o.refunded_at,
    end_reason = o.end_reason, event_count = o.event_count
  where bucket = p_bucket and id = p_id;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (p_bucket, p_id, o.event_count, p_step->>'command', p_step->>'from', p_step->>'to',
    p_step->>'role', (p_step->>'actorId')::bigint, v_at);
  update platform.deadline set done_at = v_at, lease_until = null
  where bucket = p_bucket and ref = p_id and done_at is null
    and kind in ('orders/pay-by', 'orders/refund-unshipped', 'orders/scan-by', 'orders/move-by',
      'orders/confirm-by')
    and not (p_step->'deadlines' ? kind);
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  select p_bucket, platform.new_id(p_bucket), d.key, p_id, d.value::timestamptz
  from jsonb_each_text(p_step->'deadlines') as d
  on conflict (bucket, kind, ref) where done_at is null
  do update set run_at = excluded.run_at, attempts = 0, lease_until = null;
  perform orders.tell(p_bucket, p_id, p_step->>'command', o.seller_id, o.buyer_id, o.state,
    o.event_count, v_at);
end $$;

-- The problems reported until now, for the room that takes them over.
create function orders.reported_problems() returns table (bucket smallint, id bigint,
  order_id bigint, buyer_id bigint, seller_id bigint, is_virtual boolean, was_delivered boolean,
  total_fen bigint, reason text, words text, picture_ids bigint[], opened_at timestamptz,
  ended_at timestamptz, outcome text, operator_id bigint, operator_reason text)
language sql stable as $$
  select p.bucket, p.id, p.order_id, o.buyer_id, o.seller_id, o.delivery = 'virtual',
    coalesce(o.delivered_at <= p.opened_at, false), o.total_fen, p.reason, p.words, p.picture_ids,
    p.opened_at, p.ended_at, p.outcome, p.operator_id, p.operator_reason
  from orders.problem p join orders."order" o on o.bucket = p.bucket and o.id = p.order_id
$$;
