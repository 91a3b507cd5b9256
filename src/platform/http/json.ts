/** JSON of an answer: fen as integers, times as ISO 8601 in UTC. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? Number(part) : part,
  );
}
