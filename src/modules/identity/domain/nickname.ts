import type { Id } from '#platform/ids.ts';

const reserved = /官方|客服|小卖部|管理员|tuckshop|official|admin|support/i;

/** Whether a nickname could pass for the house itself, which members' names may not. */
export function isReservedNickname(nickname: string): boolean {
  return reserved.test(nickname.normalize('NFKC').replaceAll(/[\s\p{P}\p{S}\p{Cf}]/gu, ''));
}

/** A name that says nothing, for a member whose own was taken down; the same whenever asked. */
export function neutralNickname(memberId: Id): string {
  return `邻居${memberId.slice(-6)}`;
}
