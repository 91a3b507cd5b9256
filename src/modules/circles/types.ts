import type { Id } from '#platform/ids.ts';
import type { CircleKind, JoinRule } from './domain/rules.ts';

/** What everybody may know of a circle. */
export type CircleCard = {
  id: Id;
  kind: CircleKind;
  name: string;
  description: string;
  city: string | null;
  joinRule: JoinRule;
  memberCount: number;
};

/** A circle made without asking who may: by the seed, by tests, by the command that asked. */
export type NewCircle = {
  founderId: Id;
  kind: CircleKind;
  name: string;
  description: string;
  city?: string | null | undefined;
  joinRule: JoinRule;
  mailDomains?: string[] | undefined;
  foundedAt?: Date;
};
