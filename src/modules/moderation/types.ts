import type { MemberCard } from '#identity';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { ReasonCode, SubjectKind } from './domain/rules.ts';

/** A thing that can be reported. */
export type Subject = { kind: SubjectKind; id: Id };

/** A subject as it was at a moment: JSON, shown to operators, its pictures by their ids. */
export type SubjectSnapshot = { title: string; pictureIds: Id[]; [key: string]: unknown };

/** Why a thing is taken down: a chosen code, and words its owner reads. */
export type TakeDownReason = { code: ReasonCode; words: string };

/** What a room above tells and does about its own subjects; run in the caller's transaction. */
export type SubjectHandlers = {
  /** Nothing where there is nothing that this reporter can see. */
  ownerOf(handle: Sql, id: Id, reporterId: Id): Promise<Id | null | undefined>;
  snapshot(handle: Sql, id: Id): Promise<SubjectSnapshot | undefined>;
  /** Hides the thing from everybody at once; safe to call again, and when it is already gone. */
  takeDown(tx: Tx, id: Id, reason: TakeDownReason, now: Date): Promise<void>;
  /** Shows what screening held, where a room holds things; safe to call again. */
  allow?(tx: Tx, id: Id): Promise<void>;
};

export type ReportInput = {
  subject: Subject;
  reasonCode: ReasonCode;
  words?: string | undefined;
};

export type DecisionInput = { caseId: Id } & (
  | { decision: 'take-down'; reasonCode: ReasonCode; words: string }
  | { decision: 'dismiss'; words?: string | undefined }
);

export type DecisionAnswer = { caseId: Id; outcome: 'taken-down' | 'dismissed' };

export type ReportView = {
  id: Id;
  reasonCode: ReasonCode;
  words: string | null;
  reportedAt: Date;
  reporter: MemberCard;
  /** The subject as this reporter saw it. */
  snapshot: SubjectSnapshot;
  pictures: PictureView[];
};

/** An open case: one subject, and everybody who reported it. */
export type QueueItem = {
  id: Id;
  subject: Subject;
  owner: MemberCard;
  openedAt: Date;
  reportCount: number;
  /** Newest first, at most 20. */
  reports: ReportView[];
  /** The subject as it is now, where screening held it and nobody has reported it. */
  held: { snapshot: SubjectSnapshot; pictures: PictureView[] } | null;
};

export type QueueInput = { cursor?: string | undefined; limit: number };
export type QueuePage = { items: QueueItem[]; nextCursor: string | null };
