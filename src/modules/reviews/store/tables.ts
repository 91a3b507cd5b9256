import type { Side, Step, Tag } from '../domain/rules.ts';

export type ExchangeRow = {
  order_id: string;
  buyer_id: string;
  seller_id: string;
  opened_at: Date;
  closes_at: Date;
  revealed_at: Date | null;
};

export type ReviewRow = {
  id: string;
  order_id: string;
  by_side: Side;
  author_id: string;
  subject_id: string;
  step: Step;
  tags: Tag[];
  words: string | null;
  picture_ids: string[];
  filed_at: Date;
  held_at: Date | null;
  revealed_at: Date | null;
  reply: string | null;
  replied_at: Date | null;
  withdrawn_at: Date | null;
  taken_down_at: Date | null;
};
