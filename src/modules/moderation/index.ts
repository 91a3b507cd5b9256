import type { Actor, Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { decideModeration } from './commands/decide-moderation.ts';
import { memberSubject } from './commands/member-subject.ts';
import { reportContent } from './commands/report-content.ts';
import type { SubjectKind } from './domain/rules.ts';
import { worstVerdict, type Screener, type Verdict } from './domain/screening.ts';
import { moderationNotices } from './notices.ts';
import { listModerationQueue } from './queries/list-moderation-queue.ts';
import { moderationRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { moderationRoutes } from './routes.ts';
import { lockOpenCase } from './store/cases.ts';
import type {
  DecisionAnswer,
  DecisionInput,
  QueueInput,
  QueuePage,
  ReportInput,
  Subject,
  SubjectHandlers,
} from './types.ts';

export { reasonCodes, type ReasonCode, type SubjectKind } from './domain/rules.ts';
export type { Screener, Verdict } from './domain/screening.ts';
export { caseDecided, type CaseDecided } from './events.ts';
export type * from './types.ts';

export type Moderation = {
  /** What screening says of a text a member is about to publish or send. */
  screen(text: string): Verdict;
  /** Adds one way of looking at texts; the worst verdict of all counts. */
  registerScreener(screener: Screener): void;
  /** A room above says how its subjects are found, shown and taken down; once a kind. */
  registerSubject(kind: SubjectKind, handlers: SubjectHandlers): void;
  /** Puts what screening held before the operators; dismissed, it is allowed. */
  hold(tx: Tx, subject: Subject, ownerId: Id): Promise<void>;
  /**
   * Reports a note, listing, comment, member, message or review; one open report a member and subject.
   * @throws platform/not-found, moderation/own-content, moderation/already-reported,
   *   moderation/words-needed, moderation/too-many-reports
   */
  reportContent(call: Call, input: ReportInput): Promise<{ reportId: Id }>;
  /** Open cases for operators; refuses everybody else as the route does. */
  listModerationQueue(actor: Actor | undefined, input: QueueInput): Promise<QueuePage>;
  /**
   * Takes a reported thing down or dismisses the reports; operators only, audited, told.
   * @throws platform/not-found, moderation/already-decided, moderation/own-matter
   */
  decideModeration(call: Call, input: DecisionInput): Promise<DecisionAnswer>;
};

/** Opens the room. */
export function createModeration(
  platform: Platform,
  rooms: RoomsBelow,
): Moderation & { parts: RoomParts } {
  const room: Room = { platform, rooms, subjects: new Map(), screeners: [] };
  rooms.notifications.registerTypes(moderationNotices);
  room.subjects.set('member', memberSubject(room));
  const door: Moderation = {
    screen: (text) => worstVerdict(text, room.screeners),
    registerScreener: (screener) => void room.screeners.push(screener),
    registerSubject(kind, handlers) {
      if (room.subjects.has(kind)) throw new Error(`${kind} is registered twice at moderation`);
      room.subjects.set(kind, handlers);
    },
    async hold(tx, subject, ownerId) {
      await lockOpenCase(tx, subject, ownerId, platform.clock.now());
    },
    reportContent: (call, input) => reportContent(room, call, input),
    listModerationQueue: (actor, input) => listModerationQueue(room, actor, input),
    decideModeration: (call, input) => decideModeration(room, call, input),
  };
  return {
    ...door,
    parts: { routes: moderationRoutes(door), refusals: moderationRefusals },
  };
}
