-- Since when a member, or the seller of a listing, is known to be verified; null where not.
alter table search.member add column verified_at timestamptz;
alter table search.listing add column verified_at timestamptz;

-- A saved search may be of verified sellers alone.
alter table search.saved add column verified_only boolean not null default false;
