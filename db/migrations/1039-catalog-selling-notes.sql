-- The notes of before that sell something say so. A listing lies in its seller's bucket, as does
-- the seller's note.
select community.note_sells(l.bucket, l.note_id, l.since)
from (
  select bucket::int as bucket, note_id, min(published_at) as since from catalog.listing
  where note_id is not null and withdrawn_at is null and taken_down_at is null
  group by bucket, note_id) l;
