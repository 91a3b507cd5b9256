-- Coming into a circle and going: requests, codes sent to mail addresses, removals; pickup points.
create index membership_keeper on circles.membership (circle_id) where keeper_at is not null;

-- A member asks to be let in; a keeper or an operator decides. Bucket: the circle's.
create table circles.request (
  bucket smallint not null check (bucket = platform.bucket_of(circle_id)),
  id bigint not null,
  circle_id bigint not null,
  member_id bigint not null,
  words text not null check (char_length(words) <= 200),
  asked_at timestamptz not null,
  decided_at timestamptz,
  -- Null where the member took it back.
  decided_by bigint,
  outcome text check (outcome in ('accepted', 'declined', 'taken-back')),
  primary key (bucket, id),
  foreign key (bucket, circle_id) references circles.circle (bucket, id),
  constraint request_decided_whole check ((decided_at is null) = (outcome is null)),
  constraint request_decided_by_somebody
    check ((decided_by is not null) = (coalesce(outcome, 'taken-back') <> 'taken-back')),
  constraint request_not_own check (decided_by <> member_id)
);
create unique index request_one_open on circles.request (bucket, circle_id, member_id)
  where decided_at is null;
create index request_waiting on circles.request (bucket, circle_id, asked_at, id)
  where decided_at is null;
create index request_of_member on circles.request (member_id, circle_id) where decided_at is null;

-- Who was removed comes in again only by a request that is accepted. Bucket: the member's.
create table circles.removal (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  circle_id bigint not null,
  removed_by bigint not null check (removed_by <> member_id),
  removed_at timestamptz not null,
  primary key (bucket, member_id, circle_id)
);

-- The one live code a member was sent to a mail address. Bucket: the member's.
create table circles.mail_code (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  circle_id bigint not null,
  mail_fingerprint text not null check (char_length(mail_fingerprint) = 64),
  code_fingerprint text not null check (char_length(code_fingerprint) = 64),
  sent_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > sent_at),
  tries int not null default 0 check (tries between 0 and 5),
  used_at timestamptz,
  primary key (bucket, member_id, circle_id)
);
create index mail_code_age on circles.mail_code (expires_at);

-- A mail address as a circle knows it: how often it was written to, and whom it let in. It lets in
-- one member; leaving sets it free. Bucket: the hash of the fingerprint.
create table circles.mail_box (
  bucket smallint not null,
  mail_fingerprint text not null check (char_length(mail_fingerprint) = 64),
  circle_id bigint not null,
  window_started_at timestamptz not null,
  sends int not null check (sends >= 1),
  last_sent_at timestamptz not null,
  member_id bigint,
  claimed_at timestamptz,
  primary key (bucket, mail_fingerprint, circle_id),
  constraint mail_box_claimed_whole check ((member_id is null) = (claimed_at is null))
);
create unique index mail_box_of_member on circles.mail_box (circle_id, member_id)
  where member_id is not null;

-- Where members of a circle hand things over. Bucket: the circle's.
create table circles.pickup_point (
  bucket smallint not null check (bucket = platform.bucket_of(circle_id)),
  id bigint not null,
  circle_id bigint not null,
  name text not null check (char_length(name) between 1 and 40),
  description text not null check (char_length(description) <= 300),
  hours text not null check (char_length(hours) <= 60),
  set_up_at timestamptz not null,
  removed_at timestamptz,
  primary key (bucket, id),
  foreign key (bucket, circle_id) references circles.circle (bucket, id)
);
create index pickup_point_of_circle on circles.pickup_point (bucket, circle_id, id)
  where removed_at is null;
