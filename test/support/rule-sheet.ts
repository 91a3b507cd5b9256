// The rule sheet, so that a test takes a number from where it was decided and not from the code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const sheet: unknown = JSON.parse(
  readFileSync(new URL('../../docs/rules/rules.json', import.meta.url), 'utf8'),
);

/** What the sheet says at a path such as `order.timers.payHold`. */
export function ruleAt(path: string): unknown {
  let at = sheet;
  for (const key of path.split('.')) {
    assert.ok(typeof at === 'object' && at !== null && key in at, `the sheet has no ${path}`);
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

const unitMs: Record<string, number> = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** The duration that the sheet names at a path (`PT48H`, also within words), in milliseconds. */
export function ruleMs(path: string): number {
  const words = String(ruleAt(path));
  const match = /\bPT?(\d+)([DHMS])\b/.exec(words);
  assert.ok(match, `${path} names no duration: ${words}`);
  return Number(match[1]) * unitMs[match[2]!]!;
}
