-- Read-only views for checkers, ours or a stranger's: uploads and conversations.
create schema if not exists audit;

-- The original is never kept: what lies on the shelf was re-encoded and carries nothing else.
create view audit.upload as
select id::text as id, owner_id as user_id, 'image/webp'::text as mime, false as has_exif,
  width, height, false as served_original
from platform.picture;

create view audit.conv_member as
select conversation_id as conv_id, member_id as user_id from chat.participant;

create view audit.message as
select m.id, m.conversation_id as conv_id, m.sender_id,
  case when m.sender_id = c.low_id then c.high_id else c.low_id end as recipient_id,
  'member'::text as author_kind,
  case when m.card_kind = 'listing' and m.card_ref ~ '^[0-9]{1,19}$' then m.card_ref::bigint end as listing_id,
  m.body
from chat.message m
join chat.conversation c on c.bucket = m.bucket and c.id = m.conversation_id;
