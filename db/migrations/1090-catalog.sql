-- Whom a listing is shown to. One that hangs on a note has the note's audience.
alter table catalog.listing
  add column visibility text not null default 'public',
  add column circle_id bigint,
  add constraint listing_visibility_known check (visibility in ('public', 'followers', 'circle')),
  add constraint listing_audience_whole check ((visibility = 'circle') = (circle_id is not null));

create index listing_of_circle on catalog.listing (circle_id, published_at desc, id desc)
  where visibility = 'circle' and withdrawn_at is null and taken_down_at is null;
