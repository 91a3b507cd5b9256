/** A JSON schema, as far as ours go. */
export type Schema = {
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  $ref?: string;
};

const depthMax = 12;

/** A schema as a reader takes it in at a glance, in the manner of a TypeScript type. */
export function shapeOf(schema: Schema, depth = 0): string {
  const options = schema.anyOf ?? schema.oneOf;
  if (depth > depthMax) return '…';
  if (options) return [...new Set(options.map((one) => shapeOf(one, depth)))].join(' | ');
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === 'array') return listShape(schema, depth);
  if (schema.type === 'object') return objectShape(schema, depth);
  return `${plainType(schema)}${limits(schema)}`;
}

function listShape(schema: Schema, depth: number): string {
  const item = shapeOf(schema.items ?? {}, depth);
  const wrapped = item.includes(' | ') && !item.startsWith('{') ? `(${item})` : item;
  return `${wrapped}[]${span(schema.minItems, schema.maxItems)}`;
}

function objectShape(schema: Schema, depth: number): string {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) {
    const { additionalProperties: rest } = schema;
    return rest && typeof rest === 'object' ? `{ [name]: ${shapeOf(rest, depth)} }` : '{}';
  }
  const pad = '  '.repeat(depth + 1);
  const lines = entries.map(([name, property]) => {
    const isOptional = !schema.required?.includes(name);
    return `${pad}${name}${isOptional ? '?' : ''}: ${shapeOf(property, depth + 1)}`;
  });
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

function plainType(schema: Schema): string {
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  return schema.format ? `${type} (${schema.format})` : type;
}

/** Limits that say something; the ends of what JSON can count say nothing. */
function limits(schema: Schema): string {
  if (schema.type === 'string' && !schema.format) return span(schema.minLength, schema.maxLength);
  const isReal = (limit?: number) => limit !== undefined && Math.abs(limit) < 2 ** 53 - 1;
  const [least, most] = [schema.minimum, schema.maximum];
  return span(isReal(least) ? least : undefined, isReal(most) ? most : undefined);
}

function span(least?: number, most?: number): string {
  if (least === undefined && most === undefined) return '';
  if (least === undefined) return ` ≤ ${most}`;
  return most === undefined ? ` ≥ ${least}` : ` ${least}–${most}`;
}
