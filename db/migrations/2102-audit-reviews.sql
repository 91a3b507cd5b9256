-- Read-only views for checkers, ours or a stranger's: what the two of a trade say of each other.
create view audit.review_exchange as
select order_id, buyer_id, seller_id, opened_at, closes_at, revealed_at from reviews.exchange;

create view audit.review as
select id, order_id, by_side, author_id, subject_id, filed_at, revealed_at,
  withdrawn_at is not null as withdrawn, taken_down_at is not null as taken_down
from reviews.review;
