-- Feeds of topics are read from their rows alone: a row says whose note it is, and is there only
-- while everybody can see the note.
delete from community.note_topic t using community.note n
where n.bucket = t.bucket and n.id = t.note_id
  and (n.deleted_at is not null or n.taken_down_at is not null or n.visibility <> 'public');

alter table community.note_topic add column author_id bigint
  check (bucket = platform.bucket_of(author_id));
update community.note_topic t set author_id = n.author_id
from community.note n where n.bucket = t.bucket and n.id = t.note_id;
alter table community.note_topic alter column author_id set not null;
