import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { SubjectKind } from './domain/rules.ts';
import type { RoomsBelow } from './room.ts';
import type { CaseRow } from './store/tables.ts';
import type { TakeDownReason } from './types.ts';

type Notifications = RoomsBelow['notifications'];

/** What members are told about reports, in both languages. */
export const moderationNotices = {
  'moderation/taken-down': {
    'zh-CN': '你发布的「{title}」已被下架：{reason}',
    en: '“{title}” was taken down: {reason}',
  },
  'moderation/profile-cleared': {
    'zh-CN': '你的昵称、头像和简介因违规被清空，可以重新填写：{reason}',
    en: 'Your name, picture and words were taken off your page; you may write new ones: {reason}',
  },
  'moderation/message-taken-down': {
    'zh-CN': '你发出的一条消息因违规被撤下：{reason}',
    en: 'A message of yours was taken away: {reason}',
  },
  'moderation/review-taken-down': {
    'zh-CN': '你写的一条评价因违规被下架：{reason}',
    en: 'A review you wrote was taken down: {reason}',
  },
  'moderation/report-upheld': {
    'zh-CN': '你举报的内容已下架，谢谢你帮大家把关',
    en: 'What you reported was taken down. Thank you for looking out for everybody',
  },
  'moderation/report-dismissed': {
    'zh-CN': '你举报的内容我们看过了，暂时没有发现违规，谢谢你的提醒',
    en: 'We looked at what you reported and found nothing against the rules. Thank you all the same',
  },
};

/** Tells the owner what was taken down and why; of a profile the old name is not said again. */
export async function tellOwner(
  notifications: Notifications,
  tx: Tx,
  { file, title, reason }: { file: CaseRow; title: string; reason: TakeDownReason },
): Promise<void> {
  await notifications.notify(tx, {
    memberId: file.owner_id,
    type: typeOf(file.subject_kind),
    params: { title, reason: reason.words, reasonCode: reason.code },
    link: linkOf(file.subject_kind, file.subject_id),
    dedupeKey: `moderation/taken-down/${file.id}`,
  });
}

/** What is not called by a title has a sentence of its own. */
const ownTypes: Partial<Record<SubjectKind, keyof typeof moderationNotices>> = {
  member: 'moderation/profile-cleared',
  message: 'moderation/message-taken-down',
  review: 'moderation/review-taken-down',
};

function typeOf(kind: SubjectKind): keyof typeof moderationNotices {
  return ownTypes[kind] ?? 'moderation/taken-down';
}

/** Tells everybody who reported the subject how it ended. */
export async function tellReporters(
  notifications: Notifications,
  tx: Tx,
  told: { file: CaseRow; reporterIds: Id[]; isUpheld: boolean },
): Promise<void> {
  const { file, reporterIds, isUpheld } = told;
  for (const memberId of reporterIds) {
    await notifications.notify(tx, {
      memberId,
      type: isUpheld ? 'moderation/report-upheld' : 'moderation/report-dismissed',
      params: {},
      link: isUpheld ? null : linkOf(file.subject_kind, file.subject_id),
      dedupeKey: `moderation/decided/${file.id}`,
    });
  }
}

/** A message has no page of its own: it stands in its conversation, among all of them. */
const pages: Record<Exclude<SubjectKind, 'message'>, string> = {
  note: 'n',
  listing: 'i',
  comment: 'comment',
  member: 'u',
  review: 'review',
};

const linkOf = (kind: SubjectKind, id: Id): string =>
  kind === 'message' ? '/chat' : `/${pages[kind]}/${id}`;
