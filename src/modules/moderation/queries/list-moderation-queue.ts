import type { MemberCard } from '#identity';
import type { Actor } from '#platform/actor.ts';
import { admit } from '#platform/http/access.ts';
import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Room } from '../room.ts';
import { listOpenCases, type QueueStart } from '../store/cases.ts';
import { newestReports, type CountedReport } from '../store/reports.ts';
import type { CaseRow } from '../store/tables.ts';
import type { QueueInput, QueueItem, QueuePage, SubjectSnapshot } from '../types.ts';

/**
 * Open cases for operators, the longest waiting first, each with its reports.
 * @throws platform/sign-in-required, platform/not-allowed, platform/second-factor-required
 */
export async function listModerationQueue(
  room: Room,
  actor: Actor | undefined,
  input: QueueInput,
): Promise<QueuePage> {
  admit({ who: 'operator', touches: 'none' }, actor);
  const handle = room.platform.database.sql;
  const found = await listOpenCases(handle, startOf(input.cursor), input.limit + 1);
  const files = found.slice(0, input.limit);
  const reports = await newestReports(
    handle,
    files.map((file) => file.id),
  );
  const ids = [...files.map((file) => file.owner_id), ...reports.map((r) => r.reporter_id)];
  const cards = await room.rooms.identity.getMembers([...new Set(ids)]);
  const byCase = Map.groupBy(reports, (report) => report.case_id);
  const held = await heldOf(
    room,
    files.filter((file) => !byCase.has(file.id)),
  );
  const snapshots = [...reports.map((report) => report.snapshot), ...held.values()];
  const pictures = await room.platform.pictureShelf.getMany(
    snapshots.flatMap((snapshot) => snapshot.pictureIds),
  );
  const last = files.at(-1);
  return {
    items: files.map((file) => itemOf(file, byCase.get(file.id) ?? [], { cards, pictures, held })),
    nextCursor:
      found.length > files.length && last
        ? encodeCursor([last.opened_at.toISOString(), last.id])
        : null,
  };
}

function startOf(cursor: string | undefined): QueueStart | undefined {
  const place = readPlace(cursor);
  return place && { openedAt: new Date(place.at), id: place.id };
}

/** What screening held, by its case: shown as it is now, since nobody has reported it. */
async function heldOf(room: Room, files: CaseRow[]): Promise<Map<Id, SubjectSnapshot>> {
  const handle = room.platform.database.sql;
  const shown = await Promise.all(
    files.map(async ({ id, subject_kind: kind, subject_id: subjectId }) => {
      const snapshot = await room.subjects.get(kind)?.snapshot(handle, subjectId);
      return snapshot ? ([[id, snapshot]] as const) : [];
    }),
  );
  return new Map(shown.flat());
}

type Found = {
  cards: Map<Id, MemberCard>;
  pictures: Map<Id, PictureView>;
  held: Map<Id, SubjectSnapshot>;
};

function itemOf(file: CaseRow, reports: CountedReport[], found: Found): QueueItem {
  const { cards, held } = found;
  const picturesOf = (snapshot: SubjectSnapshot) =>
    snapshot.pictureIds.flatMap((id) => found.pictures.get(id) ?? []);
  const snapshot = held.get(file.id);
  return {
    id: file.id,
    subject: { kind: file.subject_kind, id: file.subject_id },
    owner: cards.get(file.owner_id)!,
    openedAt: file.opened_at,
    reportCount: reports[0]?.total ?? 0,
    reports: reports.map((report) => ({
      id: report.id,
      reasonCode: report.reason_code,
      words: report.words,
      reportedAt: report.reported_at,
      reporter: cards.get(report.reporter_id)!,
      snapshot: report.snapshot,
      pictures: picturesOf(report.snapshot),
    })),
    held: snapshot ? { snapshot, pictures: picturesOf(snapshot) } : null,
  };
}
