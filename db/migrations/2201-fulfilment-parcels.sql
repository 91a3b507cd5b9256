-- An order may travel in several parcels. Waybills are numbered through the whole order, so that
-- what a courier said of one still belongs to it alone; each parcel counts its own corrections
-- (`first_waybill_seq` says only which one it began with).
alter table fulfilment.waybill
  add column parcel_no int not null default 1 check (parcel_no between 1 and 1000);
alter table fulfilment.shipment
  add column parcel_no int not null default 1 check (parcel_no between 1 and 1000),
  add column corrections int not null default 0 check (corrections between 0 and 3),
  -- The movement after which both parties were told that the parcel stands still.
  add column standstill_told_at timestamptz;
update fulfilment.shipment set corrections = waybill_seq - first_waybill_seq
  where waybill_seq > first_waybill_seq;
alter table fulfilment.shipment
  drop constraint shipment_pkey,
  drop constraint shipment_check1,
  add primary key (bucket, order_id, parcel_no),
  add constraint shipment_waybill_seq_check check (waybill_seq between 1 and 1003);
alter table fulfilment.waybill alter column parcel_no drop default;
alter table fulfilment.shipment alter column parcel_no drop default;
