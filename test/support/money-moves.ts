import { sql } from '#platform/db/database.ts';
import type { CallInput } from './client.ts';
import * as people from './people.ts';
import type { Product } from './product.ts';

export type Move = { moveId: string; state: string; expiresAt: string };

/** Two operators who move money by hand: one proposes, the other approves. */
export async function twoOperators(product: Product) {
  const one = await people.operator(product, '阿远');
  const other = await people.operator(product, '小汀');
  await people.verify(one, '许知远');
  await people.verify(other, '陈小汀');
  const propose = (body: CallInput['body']) => one.call<Move>('proposeMoneyMove', { body });
  const approve = ({ moveId }: Move) =>
    other.call<Move>('approveMoneyMove', { params: { moveId } });
  /** Lets time pass; the console is open to both afterwards, as after another code of their phones. */
  const passTime = async (ms: number) => {
    await people.passTime(one, ms);
    const { database, clock } = product.app.platform;
    await sql`update identity.session set second_factor_at = ${clock.now()}
      where member_id = any(${[one.memberId, other.memberId]}::bigint[])`.execute(database.sql);
  };
  return {
    passTime,
    one,
    other,
    propose,
    approve,
    /** Proposed by one, approved by the other. */
    move: async (body: CallInput['body']) => approve(await propose(body)),
  };
}
