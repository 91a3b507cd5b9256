-- Circles of campus, building, city and fandom, and who is in them. A circle owns itself: its id
-- lies in a bucket drawn for it. A membership lies in its member's bucket.
create schema circles;

create table circles.circle (
  bucket smallint not null check (bucket = platform.bucket_of(id)),
  id bigint not null,
  kind text not null check (kind in ('campus', 'building', 'city', 'fandom')),
  name text not null check (char_length(name) between 2 and 30),
  description text not null check (char_length(description) <= 500),
  city text check (char_length(city) between 1 and 30),
  join_rule text not null check (join_rule in ('open', 'code', 'request', 'mail')),
  -- Mail addresses of these domains let in where the rule is mail.
  mail_domains text[] not null default '{}' check (cardinality(mail_domains) <= 10),
  -- Shown to keepers, so it is sealed and not hashed.
  invite_code_sealed bytea not null,
  founder_id bigint not null,
  member_count int not null default 0 check (member_count >= 0),
  founded_at timestamptz not null,
  edited_at timestamptz,
  closed_at timestamptz,
  primary key (bucket, id),
  constraint circle_mail_has_domains check ((join_rule = 'mail') <= (cardinality(mail_domains) > 0))
) with (fillfactor = 80);
create index circle_by_founder on circles.circle (founder_id) where closed_at is null;
create index circle_newest on circles.circle (founded_at desc, id desc) where closed_at is null;

create table circles.membership (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  circle_id bigint not null,
  joined_at timestamptz not null,
  -- A keeper lets in, removes, and writes the circle's card.
  keeper_at timestamptz,
  primary key (bucket, member_id, circle_id)
);
create index membership_of_circle on circles.membership
  (circle_id, joined_at desc, member_id desc);

create function circles.is_member(p_member bigint, p_circle bigint)
returns boolean
language sql stable parallel safe as $$
  select exists (select from circles.membership
    where bucket = platform.bucket_of(p_member) and member_id = p_member and circle_id = p_circle)
$$;
