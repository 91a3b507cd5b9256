export type ConversationRow = {
  bucket: number;
  id: string;
  low_id: string;
  high_id: string;
  started_by: string;
  started_at: Date;
  last_seq: number;
  about_kind: string | null;
  about_ref: string | null;
  about_at: Date | null;
};

export type ParticipantRow = {
  bucket: number;
  conversation_id: string;
  member_id: string;
  read_seq: number;
  unread: number;
  active_at: Date | null;
};

export type MessageRow = {
  bucket: number;
  id: string;
  conversation_id: string;
  seq: number;
  sender_id: string;
  client_id: string;
  body: string | null;
  card_kind: string | null;
  card_ref: string | null;
  picture_id: string | null;
  sent_at: Date;
  warned_at: Date | null;
  taken_down_at: Date | null;
};

export type ChatTables = {
  'chat.conversation': ConversationRow;
  'chat.participant': ParticipantRow;
  'chat.message': MessageRow;
};
