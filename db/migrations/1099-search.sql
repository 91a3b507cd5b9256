-- A word that many titles hold is looked for from the newest on, until there are enough. The index
-- of the newest now holds all that is asked of a row, so that this reads the index alone.

-- A row of an index has its bounds, and a sign like ㌖ becomes several: of longer titles the
-- beginning counts (their whole text is found by `all_grams`).
update search.listing
set title_grams = array_to_tsvector((tsvector_to_array(title_grams))[1:60]),
  words = left(words, 60)
where length(title_grams) > 119 or octet_length(words) > 300;
update search.note
set title_grams = array_to_tsvector((tsvector_to_array(title_grams))[1:60]),
  words = left(words, 60)
where length(title_grams) > 119 or octet_length(words) > 300;

drop index search.listing_newest;
create index listing_newest on search.listing (published_at desc, id desc)
  include (owner_id, words, title_grams, audience, circle_id, price_fen, condition, delivery, city,
    sold_out_at, verified_at);
drop index search.note_newest;
create index note_newest on search.note (published_at desc, id desc)
  include (owner_id, words, title_grams, audience, circle_id);

-- An index is read alone only where a vacuum has been since: it comes by after every hundredth new.
alter table search.listing set (autovacuum_vacuum_insert_scale_factor = 0.01);
alter table search.note set (autovacuum_vacuum_insert_scale_factor = 0.01);
