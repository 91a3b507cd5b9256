-- What is kept for members, for checkers.
create or replace view audit.listing as
select id, seller_id, price_fen as price, stock, stock_added,
  case
    when taken_down_at is not null then 'taken-down'
    when withdrawn_at is not null then 'withdrawn'
    when stock = 0 then 'sold-out'
    else 'live'
  end as state,
  reserved
from catalog.listing;

create view audit.reservation as
select id, listing_id, member_id as user_id, quantity as qty, until, ended_at
from catalog.reservation;
