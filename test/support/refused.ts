import assert from 'node:assert/strict';
import { Refusal, type RefusalParams } from '#platform/refusal.ts';

/**
 * For `assert.rejects`: the error is a refusal of this code, with at least these parameters.
 * @example await assert.rejects(ship(…), refused('orders/not-paid'))
 */
export function refused(code: string, params: RefusalParams = {}) {
  return (error: unknown): true => {
    if (!(error instanceof Refusal)) throw error;
    assert.equal(error.code, code);
    assert.partialDeepStrictEqual(error.params, params);
    return true;
  };
}
