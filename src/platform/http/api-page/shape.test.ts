// Real: schemas as zod writes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { shapeOf, type Schema } from './shape.ts';

const shape = (schema: z.ZodType) => shapeOf(z.toJSONSchema(schema) as Schema);

test('an object shows its fields, what may be left out, and their limits', () => {
  const order = z.object({
    lines: z.array(z.object({ quantity: z.int().min(1).max(99) })).min(1),
    note: z.string().max(200).optional(),
    state: z.enum(['OPEN', 'CLOSED']).nullable(),
  });
  assert.equal(
    shape(order),
    [
      '{',
      '  lines: {',
      '    quantity: integer 1–99',
      '  }[] ≥ 1',
      '  note?: string ≤ 200',
      '  state: "OPEN" | "CLOSED" | null',
      '}',
    ].join('\n'),
  );
});

test('a list of choices, a record, a wish for anything', () => {
  assert.equal(shape(z.array(z.union([z.string(), z.number()]))), '(string | number)[]');
  assert.equal(shape(z.record(z.string(), z.boolean())), '{ [name]: boolean }');
  assert.equal(shape(z.unknown()), 'any');
  assert.equal(shape(z.int()), 'integer');
});
