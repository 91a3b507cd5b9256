-- Notes: what members show each other. Bucket: the author's.
create schema community;

create table community.note (
  bucket smallint not null,
  id bigint not null,
  author_id bigint not null,
  title text not null check (char_length(title) between 1 and 60),
  -- Paragraphs of plain text; never markup.
  body jsonb not null check (jsonb_typeof(body) = 'array' and jsonb_array_length(body) <= 200),
  topics text[] not null check (cardinality(topics) <= 10),
  city text check (char_length(city) between 1 and 30),
  picture_ids bigint[] not null check (cardinality(picture_ids) between 1 and 18),
  -- What a feed shows of the note, kept as the text it is sent as: reading a page parses nothing.
  card json not null,
  -- Counts changes of what rooms above attach, so that readers' memories of it are dropped at once.
  attachments_version int not null default 0 check (attachments_version >= 0),
  published_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  taken_down_at timestamptz,
  taken_down_code text check (char_length(taken_down_code) between 1 and 40),
  taken_down_words text check (char_length(taken_down_words) between 1 and 300),
  primary key (bucket, id),
  constraint note_taken_down_whole check (
    (taken_down_at is null) = (taken_down_code is null)
    and (taken_down_at is null) = (taken_down_words is null))
);
create index note_feed on community.note (published_at desc, id desc)
  where deleted_at is null and taken_down_at is null;
create index note_by_author on community.note (bucket, author_id, published_at desc, id desc)
  where deleted_at is null and taken_down_at is null;

-- The topics of the notes that members can see; rows go when the note does.
create table community.note_topic (
  bucket smallint not null,
  note_id bigint not null,
  topic text not null check (char_length(topic) between 1 and 30),
  published_at timestamptz not null,
  primary key (bucket, note_id, topic)
);
create index note_topic_feed on community.note_topic (topic, published_at desc, note_id desc);
