import type { MemberCard } from '#identity';
import type { Actor } from '#platform/actor.ts';
import { admit } from '#platform/http/access.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { isId, type Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Room } from '../room.ts';
import { listOpenCases, type QueueStart } from '../store/cases.ts';
import { newestReports, type CountedReport } from '../store/reports.ts';
import type { CaseRow } from '../store/tables.ts';
import type { QueueInput, QueueItem, QueuePage } from '../types.ts';

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
  const pictures = await room.platform.pictureShelf.getMany(
    reports.flatMap((report) => report.snapshot.pictureIds),
  );
  const byCase = Map.groupBy(reports, (report) => report.case_id);
  const last = files.at(-1);
  return {
    items: files.map((file) => itemOf(file, byCase.get(file.id) ?? [], { cards, pictures })),
    nextCursor:
      found.length > files.length && last
        ? encodeCursor([last.opened_at.toISOString(), last.id])
        : null,
  };
}

function startOf(cursor: string | undefined): QueueStart | undefined {
  const [openedAt, id] = decodeCursor(cursor) ?? [];
  if (!openedAt || !id || !isId(id) || Number.isNaN(Date.parse(openedAt))) return undefined;
  return { openedAt: new Date(openedAt), id };
}

type Found = { cards: Map<Id, MemberCard>; pictures: Map<Id, PictureView> };

function itemOf(file: CaseRow, reports: CountedReport[], { cards, pictures }: Found): QueueItem {
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
      pictures: report.snapshot.pictureIds.flatMap((id) => pictures.get(id) ?? []),
    })),
  };
}
