-- A message that was reported and taken down stays, unseen by the two.
alter table chat.message add column taken_down_at timestamptz;
