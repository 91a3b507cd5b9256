import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { maskIdNumber, maskName } from '../domain/id-number.ts';
import { findPersons } from '../store/for-operators.ts';
import type { Room } from '../types.ts';

/** The verified person behind a member, as a report to a tax office names them. */
export type Person = { name: string; nameMasked: string; idNumberMasked: string; hash: string };

/** The persons behind these members; who is not verified is missing. */
export async function personsOf(
  room: Room,
  handle: Sql,
  memberIds: readonly Id[],
): Promise<Map<Id, Person>> {
  const { open } = room.platform.secrets;
  const rows = await findPersons(handle, memberIds);
  return new Map(
    rows.map((row) => {
      const name = open(row.name_sealed);
      const idNumberMasked = maskIdNumber(open(row.id_number_sealed));
      const person = { name, nameMasked: maskName(name), idNumberMasked, hash: row.person_hash };
      return [row.member_id, person];
    }),
  );
}
