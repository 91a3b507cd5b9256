-- What a lost dispute at the provider took of a settled order, over and above what was refunded.
alter table orders."order" add column charged_fen bigint not null default 0;
alter table orders."order" add constraint order_charged_of_what_is_left
  check (charged_fen >= 0 and charged_fen <= paid_fen - refunded_fen);

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
    charged_fen = o.charged_fen, fee_fen = o.fee_fen, paid_at = o.paid_at, ship_by = o.ship_by,
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
