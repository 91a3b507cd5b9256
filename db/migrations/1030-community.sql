-- How often a note was liked, commented on and saved: changed in the
-- transaction that writes or ends the reaction, and set right where they ever differ.
alter table community.note
  add column like_count int not null default 0 check (like_count >= 0),
  add column comment_count int not null default 0 check (comment_count >= 0),
  add column save_count int not null default 0 check (save_count >= 0);
