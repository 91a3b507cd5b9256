import { dayMs } from '#platform/clock.ts';
import { log } from '#platform/log.ts';
import { Unreached } from '#platform/refusal.ts';
import { digestMail, digestTitles, type MailLine, type MailSection } from '../domain/mails.ts';
import { isWanted } from '../domain/preferences.ts';
import { digestLinesMax, digestRetryMs, digestsAtOnce } from '../domain/rules.ts';
import { dutiesOf, dutyView } from '../queries/list-duties.ts';
import { notificationViews } from '../queries/list-notifications.ts';
import {
  claimDigests,
  findUnreadSince,
  releaseDigest,
  settleDigest,
  type DueDigest,
} from '../store/digests.ts';
import { readPreferences } from '../store/preferences.ts';
import type { Room } from '../types.ts';
import { unsubscribeUrlOf } from './unsubscribe-mail.ts';

/**
 * Sends the digests that are due. A crash or a mail server that fails in the middle costs this
 * period's digest rather than doubling it; one that was never reached is tried again later.
 */
export async function sendDigests(room: Room): Promise<void> {
  const { database, clock } = room.platform;
  const due = await database.transaction((tx) => claimDigests(tx, clock.now(), digestsAtOnce));
  for (const digest of due) {
    const outcome = await sendDigest(room, digest).catch((error: Error) => {
      log.warn('notifications/digest-not-sent', { message: error.message });
      return error instanceof Unreached ? ('later' as const) : ('dropped' as const);
    });
    const now = clock.now();
    if (outcome !== 'later') await settleDigest(database.sql, digest, outcome, now);
    else {
      const at = new Date(now.getTime() + digestRetryMs);
      await database.transaction((tx) => releaseDigest(tx, digest, at));
    }
  }
}

async function sendDigest(room: Room, due: DueDigest): Promise<'sent' | 'dropped'> {
  const { platform, identity } = room;
  const { memberId, locale } = due;
  const to = await identity.mailOf(platform.database.sql, memberId);
  const sections = to === undefined ? [] : await sectionsOf(room, due);
  // Nothing happened: no mail says so.
  if (to === undefined || sections.length === 0) return 'dropped';
  const { page, api } = unsubscribeUrlOf(room, memberId, 'digest');
  const { publicOrigin: origin } = platform.config;
  const letter = digestMail(due.digest, sections, { origin, locale, unsubscribePage: page });
  const template = 'notifications/digest';
  await platform.messenger.sendMail({ to, template, ...letter, unsubscribeUrl: api });
  return 'sent';
}

async function sectionsOf(room: Room, due: DueDigest): Promise<MailSection[]> {
  const { memberId, locale, digest } = due;
  const handle = room.platform.database.sql;
  const spanMs = digest === 'daily' ? dayMs : 7 * dayMs;
  const since = new Date(room.platform.clock.now().getTime() - spanMs);
  const titles = digestTitles(locale);
  const duties = await dutiesOf(room, handle, memberId);
  const more = await Promise.all(
    room.digestSources.map((source) => source(handle, { memberId, since, locale })),
  );
  const sections = [
    { title: titles.duties, lines: duties.map((duty) => dutyView(room, duty, locale)) },
    { title: titles.unread, lines: await unreadLines(room, due, since) },
    ...more,
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: lines.slice(0, digestLinesMax) }));
}

async function unreadLines(
  room: Room,
  { memberId, locale }: DueDigest,
  since: Date,
): Promise<MailLine[]> {
  const handle = room.platform.database.sql;
  const wants = await readPreferences(handle, memberId);
  const rows = await findUnreadSince(handle, memberId, since, 5 * digestLinesMax);
  const wanted = rows.filter((row) => {
    const kind = room.texts.kindOf(row.type);
    return kind !== 'duty' && isWanted(wants, kind, 'mail');
  });
  const views = await notificationViews(room, wanted.slice(0, digestLinesMax), locale);
  return views.map(({ text, link }) => ({ text, link: link ?? '/notifications' }));
}
