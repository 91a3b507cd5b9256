-- Read-only views for checkers, ours or a stranger's: goods. Amounts in fen.
create schema if not exists audit;

create view audit.listing as
select id, seller_id, price_fen as price, stock, stock_added,
  case
    when taken_down_at is not null then 'taken-down'
    when withdrawn_at is not null then 'withdrawn'
    when stock = 0 then 'sold-out'
    else 'live'
  end as state
from catalog.listing;
