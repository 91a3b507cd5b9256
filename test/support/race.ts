import assert from 'node:assert/strict';
import type { CallAnswer, CallInput, Client } from './client.ts';

export const raceTimes = 8;

/** How the eight answers of a race fell out. */
export type Finish = { done: CallAnswer[]; refused: string[] };

/** Sends the same call eight times at once; none may end in a fault of ours. */
export async function race(
  client: Client,
  operationId: string,
  inputOf: (turn: number) => CallInput = () => ({}),
): Promise<Finish> {
  const answers = await Promise.all(
    Array.from({ length: raceTimes }, (_, turn) => client.send(operationId, inputOf(turn))),
  );
  const faults = answers.filter(({ status }) => status >= 500);
  assert.deepEqual(faults, [], `${operationId} answered a 5xx`);
  return {
    done: answers.filter(({ status }) => status < 300),
    refused: answers
      .filter(({ status }) => status >= 400)
      .map(({ body }) => (body as { code: string }).code),
  };
}
