export type CommentRow = {
  id: string;
  note_id: string;
  top_id: string | null;
  answers_id: string | null;
  answers_member_id: string | null;
  member_id: string;
  body: string[];
  like_count: number;
  reply_count: number;
  pinned_at: Date | null;
  written_at: Date;
  deleted_at: Date | null;
  taken_down_at: Date | null;
};

export type CollectionRow = {
  id: string;
  member_id: string;
  name: string | null;
  public_at: Date | null;
};
