-- Private conversations between two members. Bucket: the conversation's own, the hash of the pair.
create schema chat;

create table chat.conversation (
  bucket smallint not null,
  id bigint not null,
  -- The pair in ascending order, so that two members share one conversation.
  low_id bigint not null,
  high_id bigint not null,
  started_by bigint not null,
  started_at timestamptz not null,
  last_seq int not null default 0 check (last_seq >= 0),
  -- What the two talk about now (a listing); opaque to this room.
  about_kind text check (char_length(about_kind) between 1 and 20),
  about_ref text check (char_length(about_ref) between 1 and 40),
  about_at timestamptz,
  primary key (bucket, id),
  check (low_id < high_id),
  check (started_by in (low_id, high_id)),
  check ((about_kind is null) = (about_ref is null) and (about_kind is null) = (about_at is null))
);
create unique index conversation_one_a_pair on chat.conversation (bucket, low_id, high_id);

create table chat.participant (
  bucket smallint not null,
  conversation_id bigint not null,
  member_id bigint not null,
  read_seq int not null default 0 check (read_seq >= 0),
  -- The other's messages after read_seq.
  unread int not null default 0 check (unread >= 0),
  -- When the conversation last moved in this member's list; null: not in it yet.
  active_at timestamptz,
  primary key (bucket, conversation_id, member_id),
  foreign key (bucket, conversation_id) references chat.conversation (bucket, id)
);
create index participant_list on chat.participant (member_id, active_at desc, conversation_id desc)
  where active_at is not null;
create index participant_unread on chat.participant (member_id) where unread > 0;

create table chat.message (
  bucket smallint not null,
  id bigint not null,
  conversation_id bigint not null,
  -- 1, 2, 3, … without a gap.
  seq int not null check (seq > 0),
  sender_id bigint not null,
  -- The sender's own name for the message: sent again, it is the same message.
  client_id text not null check (char_length(client_id) between 1 and 64),
  body text check (char_length(body) between 1 and 2000),
  card_kind text check (char_length(card_kind) between 1 and 20),
  card_ref text check (char_length(card_ref) between 1 and 40),
  sent_at timestamptz not null,
  -- Screening found it doubtful: its reader is shown a warning.
  warned_at timestamptz,
  primary key (bucket, id),
  check ((body is null) <> (card_kind is null) and (card_kind is null) = (card_ref is null)),
  -- Only the two of a conversation can ever write in it.
  foreign key (bucket, conversation_id, sender_id)
    references chat.participant (bucket, conversation_id, member_id)
);
create unique index message_seq on chat.message (bucket, conversation_id, seq);
create unique index message_once on chat.message (bucket, conversation_id, sender_id, client_id);
