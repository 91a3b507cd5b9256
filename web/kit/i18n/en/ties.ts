import type { ties as source } from '../zh/ties.ts';
import type { Translation } from '../texts.ts';

export const ties: Translation<typeof source> = {
  'ties/follow': 'Follow',
  'ties/follow-back': 'Follow back',
  'ties/following': 'Following',
  'ties/mutual': 'Mutuals',
  'ties/title': 'Mute, block or report',
  'ties/report': 'Report this member',
  'ties/mute': 'Mute',
  'ties/mute-text': 'Left out of your home page, search and notices. They will not know.',
  'ties/unmute': 'Unmute',
  'ties/unmute-text': 'They show up again on your home page, in search and in notices.',
  'ties/block': 'Block',
  'ties/block-text':
    'Neither of you sees the other’s page, notes or goods, or can write to the other; follows between you end. They are not told.',
  'ties/unblock': 'Unblock',
  'ties/unblock-text': 'You will see each other again. Former follows do not come back.',
  'ties/is-blocked': 'You have blocked this member: nothing of theirs is shown.',
  'ties/hidden-title': 'Blocked and muted',
  'ties/blocked-list': 'Blocked',
  'ties/muted-list': 'Muted',
  'ties/none-blocked': 'You have blocked nobody',
  'ties/none-muted': 'You have muted nobody',
  'ties/following-list': 'Following',
  'ties/followers-list': 'Followers',
  'ties/no-following': 'Follows nobody yet',
  'ties/no-followers': 'No followers yet',
  'ties/more-of-list': 'More',
};
