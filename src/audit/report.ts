import type { Locale } from '#platform/refusal.ts';
import type { Finding } from './check.ts';

const words = {
  'zh-CN': {
    ok: '成立',
    broken: (rows: number) => `不成立：${rows} 行`,
    sound: (all: number) => `${all} 条不变式全部成立。`,
    breached: (few: number, all: number) => `${all} 条不变式中有 ${few} 条不成立。`,
  },
  en: {
    ok: 'ok',
    broken: (rows: number) => `BROKEN: ${rows} ${rows === 1 ? 'row' : 'rows'}`,
    sound: (all: number) => `All ${all} invariants hold.`,
    breached: (few: number, all: number) => `${few} of ${all} invariants are broken.`,
  },
} satisfies Record<Locale, unknown>;

/**
 * The findings as a table for a terminal: id, what it says, how it stands; below a broken one its
 * first rows.
 */
export function tableOf(findings: Finding[], locale: Locale): string {
  const say = words[locale];
  const idWidth = Math.max(...findings.map(({ id }) => id.length));
  const saysWidth = Math.max(...findings.map(({ says }) => says.length));
  const lines = findings.flatMap(({ id, says, broken, rows }) => [
    `${id.padEnd(idWidth)}  ${says.padEnd(saysWidth)}  ${broken === 0 ? say.ok : say.broken(broken)}`,
    ...rows.map((row) => `${' '.repeat(idWidth)}  - ${JSON.stringify(row)}`),
  ]);
  const few = findings.filter(({ broken }) => broken > 0).length;
  const end = few === 0 ? say.sound(findings.length) : say.breached(few, findings.length);
  return `${lines.join('\n')}\n\n${end}\n`;
}

/** The findings as one JSON object. */
export function jsonOf(findings: Finding[]): string {
  const invariants = findings.map((finding) => ({ ...finding, ok: finding.broken === 0 }));
  return `${JSON.stringify({ ok: invariants.every(({ ok }) => ok), invariants })}\n`;
}
