import { hourMs } from '#platform/clock.ts';
import type { Sweep } from '#platform/room.ts';
import { mailCodeKeptMs } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { deleteOldMailCodes } from '../store/mail-codes.ts';

/** Forgets codes by mail that ran out long ago. */
export function forgetCodesSweep(room: Room): Sweep {
  const { database, clock } = room.platform;
  return {
    name: 'circles/forget-codes',
    everyMs: hourMs,
    run: () => deleteOldMailCodes(database.sql, new Date(clock.now().getTime() - mailCodeKeptMs)),
  };
}
