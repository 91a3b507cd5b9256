-- An operator finds an order by a waybill, or by the end of the receiver's phone.
create index waybill_by_number on fulfilment.waybill (waybill_no);
create index shipment_by_phone_tail on fulfilment.shipment (to_phone_tail)
  where to_phone_tail is not null;
