import { randomBytes } from 'node:crypto';
import { createStandingClock, type MovableClock } from '#platform/clock.ts';
import { createCommandRunner } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import type { Database } from '#platform/db/database.ts';
import { createDeadlines } from '#platform/deadlines.ts';
import { createLinkPreviews } from '#platform/link-previews/link-previews.ts';
import type { OutgoingMail, OutgoingMessage } from '#platform/messenger.ts';
import { createOutbox } from '#platform/outbox.ts';
import { createPictureShelf } from '#platform/pictures/picture-shelf.ts';
import type { StaleListener, Wake } from '#platform/realtime.ts';
import type { Platform } from '#platform/room.ts';
import { createSecrets } from '#platform/secrets.ts';
import { testDatabase } from './database.ts';

/** A platform on a real database whose clock stands still and whose outside world is caught. */
export type TestPlatform = {
  platform: Platform;
  database: Database;
  url: string;
  clock: MovableClock;
  /** Texts that would have been sent. */
  sent: OutgoingMessage[];
  /** E-mails that would have been sent. */
  mails: OutgoingMail[];
  /** Sockets that would have been woken, and sessions that would have been cut. */
  wakes: { to: string[]; wake: Wake }[];
  cuts: string[];
};

/** @param start where the clock stands; 2026-07-01 noon in Shanghai if not said */
export async function testPlatform(
  start = new Date('2026-07-01T04:00:00Z'),
): Promise<TestPlatform> {
  const { database, url } = await testDatabase();
  const clock = createStandingClock(start);
  const sent: OutgoingMessage[] = [];
  const mails: OutgoingMail[] = [];
  const wakes: TestPlatform['wakes'] = [];
  const cuts: string[] = [];
  const listeners: { kind: string; listener: StaleListener }[] = [];
  const forget = (about: string, keys: readonly string[]) => {
    for (const { kind, listener } of listeners) if (kind === about) listener(keys);
  };
  // Rooms that take pictures in put a real store and processor here; shelved ones are in `pictures.ts`.
  const [blobs, pictures] = [undefined as never, undefined as never];
  const platform: Platform = {
    config: readConfig({}),
    database,
    clock,
    run: createCommandRunner(database, clock),
    outbox: createOutbox(),
    deadlines: createDeadlines(),
    realtime: {
      wake: (to, wake) => void wakes.push({ to, wake }),
      upgrade: () => undefined,
      cut(sessionId) {
        cuts.push(sessionId);
        forget('session', [sessionId]);
      },
      forget,
      isHearing: () => true,
      whenStale: (kind, listener) => void listeners.push({ kind, listener }),
      close: () => Promise.resolve(),
    },
    blobs,
    pictures,
    pictureShelf: createPictureShelf({ database, clock, blobs, pictures }),
    linkPreviews: createLinkPreviews({ database, clock, config: readConfig({}) }),
    secrets: createSecrets(randomBytes(32)),
    messenger: {
      send(message) {
        sent.push(message);
        return Promise.resolve();
      },
      sendMail(mail) {
        mails.push(mail);
        return Promise.resolve();
      },
    },
  };
  return { platform, database, url, clock, sent, mails, wakes, cuts };
}
