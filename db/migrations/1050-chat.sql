-- A message may carry a picture of its sender's, with or without words.
alter table chat.message add column picture_id bigint;
alter table chat.message drop constraint message_check;
alter table chat.message add constraint message_card_whole
  check ((card_kind is null) = (card_ref is null));
-- Words, a picture, or both; or else a card alone.
alter table chat.message add constraint message_says_one_thing
  check ((card_kind is null) = (body is not null or picture_id is not null));
