-- Discover reads what sells and what does not apart, in topics as well: a topic in which everybody
-- sells would otherwise be read to its end for nothing.
alter table community.note_topic add column sells_since timestamptz;
create index note_topic_words on community.note_topic (topic, published_at desc, note_id desc)
  where sells_since is null;

create or replace function community.note_sells(p_bucket int, p_note_id bigint, p_since timestamptz)
returns void
language sql volatile as $$
  update community.note set sells_since = p_since
  where bucket = p_bucket::smallint and id = p_note_id
    and (sells_since is null) <> (p_since is null);
  update community.note_topic set sells_since = p_since
  where bucket = p_bucket::smallint and note_id = p_note_id
    and (sells_since is null) <> (p_since is null)
$$;
