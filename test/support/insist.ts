import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { CallInput, Client } from './client.ts';

/** Something a caller was told is done: asked again under its key it must be answered the same. */
export type Deed = { by: Client; operationId: string; input: CallInput; body: unknown };

export const pauseMs = 60;
export const patienceMs = 120_000;

export type Asking = ReturnType<typeof createAsking>;

/** Callers who repeat each call, the same to the byte, until it is answered. */
export function createAsking() {
  const asking = {
    deeds: [] as Deed[],
    outages: new Map<string, number>(),
    retries: 0,
    /** Callers give up what they ask for: nobody answers them any more. */
    isHopeless: false,
    /** Asks until there is an answer of any kind. */
    ask: (by: Client, operationId: string, input: CallInput) =>
      persist(() => by.send(operationId, input)),
    /** Asks until there is an answer, and expects it to be the deed itself. */
    async insist<T>(by: Client, operationId: string, input: CallInput): Promise<T> {
      const { status, body } = await asking.ask(by, operationId, input);
      assert.ok(status < 300, `${operationId} ${input.key}: ${status} ${JSON.stringify(body)}`);
      if (input.key) asking.deeds.push({ by, operationId, input, body });
      return body as T;
    },
    /** The payer's own hand at the cashier. */
    async payAt(cashierUrl: string): Promise<void> {
      const request = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const { status } = await persist(() =>
        fetch(`${cashierUrl}/payment`, { ...request, body: '{}' }).then(async (answer) => {
          await answer.arrayBuffer();
          return { status: answer.status, body: undefined };
        }),
      );
      assert.equal(status, 200);
    },
  };
  const persist = async (ask: () => Promise<{ status: number; body: unknown }>) => {
    for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt;) {
      // A connection that is refused or cut is the very thing that callers live through here.
      const answer = await ask().catch(() => undefined);
      if (answer && answer.status < 500) return answer;
      if (asking.isHopeless) throw new Error('nobody answers any more');
      if (answer) note(asking.outages, answer);
      asking.retries += 1;
      await wait(pauseMs);
    }
    throw new Error('no answer in two minutes');
  };
  return asking;
}

function note(outages: Map<string, number>, { status, body }: { status: number; body: unknown }) {
  const code = (body as { code?: string } | undefined)?.code ?? `status ${status}`;
  outages.set(code, (outages.get(code) ?? 0) + 1);
}

const atOnce = 6;

/** Every deed, asked for again under its key, is answered as it was. */
export async function assertAnsweredAgain(deeds: Deed[]): Promise<void> {
  const waiting = [...deeds];
  const ask = async () => {
    for (let deed = waiting.pop(); deed; deed = waiting.pop()) {
      const { by, operationId, input, body } = deed;
      const again = await by.call<unknown>(operationId, input);
      assert.deepEqual(again, body, `${operationId} ${input.key} is answered otherwise`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
}
