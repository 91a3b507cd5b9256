-- Who may see a note, where it was, whom it names, and how it was changed.
alter table community.note
  add column visibility text not null default 'public'
    check (visibility in ('public', 'followers', 'circle')),
  -- The circle that may see it.
  add column circle_id bigint,
  -- A circle of its author's as the place it is about; else the city, or no place.
  add column place_circle_id bigint,
  -- [{"memberId": …, "name": …}]: whom `@name` in the body means. The name is as it was written.
  add column mentions jsonb not null default '[]'
    check (jsonb_typeof(mentions) = 'array' and jsonb_array_length(mentions) <= 20),
  -- Counts changes of its content; each earlier version is a row of note_edit.
  add column version int not null default 1 check (version between 1 and 101),
  add constraint note_audience_whole check ((visibility = 'circle') = (circle_id is not null)),
  add constraint note_one_place check (city is null or place_circle_id is null);

drop index community.note_feed;
create index note_feed on community.note (published_at desc, id desc)
  where deleted_at is null and taken_down_at is null and visibility = 'public';
create index note_by_circle on community.note (circle_id, published_at desc, id desc)
  where deleted_at is null and taken_down_at is null and visibility = 'circle';

comment on table community.note_topic is 'The topics of the notes that everybody can see.';

-- What a note said before a change, and who could see it then. Bucket: the author's.
create table community.note_edit (
  bucket smallint not null,
  note_id bigint not null,
  version int not null check (version between 1 and 100),
  title text not null check (char_length(title) between 1 and 60),
  body jsonb not null check (jsonb_typeof(body) = 'array' and jsonb_array_length(body) <= 200),
  mentions jsonb not null check (jsonb_typeof(mentions) = 'array'),
  picture_ids bigint[] not null check (cardinality(picture_ids) between 1 and 18),
  visibility text not null check (visibility in ('public', 'followers', 'circle')),
  circle_id bigint,
  replaced_at timestamptz not null,
  primary key (bucket, note_id, version),
  constraint note_edit_audience_whole check ((visibility = 'circle') = (circle_id is not null))
);

-- What a member has begun to write, as it stands in the form. Bucket: the member's.
create table community.draft (
  bucket smallint not null,
  member_id bigint not null,
  -- Chosen by the client that began it, so that saving again is saving the same.
  key text not null check (key ~ '^[0-9a-z-]{8,40}$'),
  content jsonb not null check (octet_length(content::text) <= 65536),
  revision int not null check (revision >= 1),
  saved_at timestamptz not null,
  primary key (bucket, member_id, key)
);
