import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { memberChanged } from '../events.ts';
import { neutralNickname } from '../domain/nickname.ts';
import { lockMember, updateProfileRow } from '../store/members.ts';
import type { ProfileInput, Room } from '../types.ts';
import { requireFreeNickname } from './sign-up.ts';

/**
 * Changes what others see of the member; what is not given stays. `avatarPictureId: null` takes
 * the picture away.
 * @throws identity/nickname-reserved, pictures/not-yours
 */
export async function updateProfile(room: Room, call: Call, input: ProfileInput): Promise<void> {
  const { platform } = room;
  const { memberId } = call.actor;
  await platform.run(call, async (tx) => {
    const member = (await lockMember(tx, memberId)) ?? refuse('platform/not-found');
    const isNewName = input.nickname !== undefined && input.nickname !== member.nickname;
    if (isNewName) requireFreeNickname(input.nickname!);
    await updateProfileRow(tx, memberId, {
      nickname: input.nickname ?? null,
      bio: input.bio ?? null,
      city: input.city ?? null,
      avatar: await avatarOf(room, tx, memberId, input.avatarPictureId),
    });
    await tellChanged(room, tx, memberId);
  });
  platform.realtime.forget('member', [memberId]);
  platform.outbox.nudge();
}

/**
 * Takes away what a member says of themselves: words, picture and name, which a neutral one
 * replaces; the city stays. Nothing of their account changes, and they may write anew.
 */
export async function clearProfile(room: Room, tx: Tx, memberId: Id): Promise<void> {
  if (!(await lockMember(tx, memberId))) return;
  await updateProfileRow(tx, memberId, {
    nickname: neutralNickname(memberId),
    bio: '',
    city: null,
    avatar: { pictureId: null, url: null },
  });
  await tellChanged(room, tx, memberId);
}

async function tellChanged({ platform }: Room, tx: Tx, memberId: Id): Promise<void> {
  const event = { topic: memberChanged, ref: memberId, payload: { memberId } };
  await platform.outbox.emit(tx, bucketOf(memberId), [event], platform.clock.now());
}

async function avatarOf(room: Room, tx: Tx, memberId: Id, pictureId: Id | null | undefined) {
  if (pictureId === undefined) return null;
  if (pictureId === null) return { pictureId: null, url: null };
  const [picture] = await room.platform.pictureShelf.assertOwn(tx, memberId, [pictureId]);
  return { pictureId, url: picture!.sources[0]!.url };
}
