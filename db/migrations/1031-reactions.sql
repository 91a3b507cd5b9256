-- What members say to notes: comments with one level of replies, likes, saves into collections.
create schema reactions;

-- Bucket: the note's, which the comment's own id carries as well.
create table reactions.comment (
  bucket smallint not null check (bucket = platform.bucket_of(note_id)),
  id bigint not null,
  note_id bigint not null,
  -- The comment at the top of its thread; null for that comment itself.
  top_id bigint,
  -- The reply it answers, and whose that is; null where it answers the comment at the top.
  answers_id bigint,
  answers_member_id bigint,
  member_id bigint not null,
  -- Paragraphs of plain text; never markup.
  body jsonb not null check (jsonb_typeof(body) = 'array' and jsonb_array_length(body) between 1 and 20),
  like_count int not null default 0 check (like_count >= 0),
  -- Replies that members can see.
  reply_count int not null default 0 check (reply_count >= 0),
  pinned_at timestamptz,
  written_at timestamptz not null,
  deleted_at timestamptz,
  -- Whoever deleted it: its writer or the note's author.
  deleted_by bigint,
  taken_down_at timestamptz,
  primary key (bucket, id),
  foreign key (bucket, top_id) references reactions.comment (bucket, id),
  constraint comment_answers_whole check (
    (answers_id is null) = (answers_member_id is null) and (answers_id is null or top_id is not null)),
  constraint comment_deleted_whole check ((deleted_at is null) = (deleted_by is null)),
  constraint comment_replies_have_none check (top_id is null or reply_count = 0),
  constraint comment_pinned_is_there check (
    pinned_at is null or (top_id is null and deleted_at is null and taken_down_at is null))
);
create unique index comment_one_pinned on reactions.comment (bucket, note_id)
  where pinned_at is not null;
create index comment_newest on reactions.comment (bucket, note_id, written_at desc, id desc)
  where top_id is null and (reply_count > 0 or (deleted_at is null and taken_down_at is null));
create index comment_most_liked on reactions.comment (bucket, note_id, like_count desc, id desc)
  where top_id is null and (reply_count > 0 or (deleted_at is null and taken_down_at is null));
create index comment_replies on reactions.comment (bucket, top_id, written_at, id)
  where top_id is not null and deleted_at is null and taken_down_at is null;
-- For counting anew.
create index comment_of_note on reactions.comment (bucket, note_id)
  where deleted_at is null and taken_down_at is null;

-- Bucket: the note's.
create table reactions.note_like (
  bucket smallint not null check (bucket = platform.bucket_of(note_id)),
  note_id bigint not null,
  member_id bigint not null,
  liked_at timestamptz not null,
  primary key (bucket, note_id, member_id)
);
create index note_like_of_member on reactions.note_like (member_id, liked_at desc, note_id desc);

-- Bucket: the comment's.
create table reactions.comment_like (
  bucket smallint not null check (bucket = platform.bucket_of(comment_id)),
  comment_id bigint not null,
  member_id bigint not null,
  liked_at timestamptz not null,
  primary key (bucket, comment_id, member_id),
  foreign key (bucket, comment_id) references reactions.comment (bucket, id)
);

-- Bucket: the member's.
create table reactions.collection (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  -- Null: the one that everybody has, where notes go when no other is named.
  name text check (char_length(name) between 1 and 20),
  -- Null: only its member sees it.
  public_at timestamptz,
  made_at timestamptz not null,
  primary key (bucket, id)
);
create unique index collection_one_default on reactions.collection (bucket, member_id)
  where name is null;
create unique index collection_one_name on reactions.collection (bucket, member_id, lower(name))
  where name is not null;

-- Bucket: the member's. A note lies in one collection of a member.
create table reactions.save (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  note_id bigint not null,
  collection_id bigint not null,
  saved_at timestamptz not null,
  primary key (bucket, member_id, note_id),
  foreign key (bucket, collection_id) references reactions.collection (bucket, id)
);
create index save_newest on reactions.save (bucket, collection_id, saved_at desc, note_id desc);
-- For counting anew: who saves a note is spread over all buckets.
create index save_of_note on reactions.save (note_id);
