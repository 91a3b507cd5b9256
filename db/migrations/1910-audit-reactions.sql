-- Read-only views for checkers, ours or a stranger's: what members say to notes.
create view audit.note_counts as
select id, author_id, like_count as likes, comment_count as comments, save_count as saves
from community.note;

create view audit.note_like as
select note_id, member_id as user_id from reactions.note_like;

create view audit.note_comment as
select id, note_id, top_id, member_id as user_id, like_count as likes, reply_count as replies,
  deleted_at is null and taken_down_at is null as visible
from reactions.comment;

create view audit.comment_like as
select comment_id, member_id as user_id from reactions.comment_like;

create view audit.note_save as
select note_id, member_id as user_id from reactions.save;
