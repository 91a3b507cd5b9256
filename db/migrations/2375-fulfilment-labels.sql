-- A label is first noted as on its way back, then the courier is told, as with buying: a crash or a
-- silent courier between the two loses nothing. What is on its way back is bought no more, so
-- nothing is kept of what the courier would have been told of the way.
alter table fulfilment.label
  add column back_asked_at timestamptz,
  drop constraint label_check3,
  add constraint label_way_kept check (sealed_way is not null or bought_at is not null
    or cancelled_at is not null or back_asked_at is not null);

drop index fulfilment.label_unfinished;
create index label_unfinished on fulfilment.label (coalesce(back_asked_at, asked_at))
  where cancelled_at is null and (bought_at is null or back_asked_at is not null);

