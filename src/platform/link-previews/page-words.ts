import type { FetchedPage } from '../http/fetch-page.ts';

/** What a page says of itself; plain text. */
export type PageWords = { title: string; site: string };

const titleMax = 200;
const siteMax = 60;
const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '·',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
};

/** The title and the name of the site; undefined for a page without a title. */
export function wordsOf(page: FetchedPage): PageWords | undefined {
  const html = decode(page).replace(/<!--[\s\S]*?-->/g, '');
  const metas = [...html.matchAll(/<meta\b[^>]{0,2000}>/gi)].map(([tag]) => tag);
  const meta = (property: string) =>
    metas.find(
      (tag) => attribute(tag, 'property') === property || attribute(tag, 'name') === property,
    );
  const contentOf = (property: string) => attribute(meta(property) ?? '', 'content');
  const title = plain(
    contentOf('og:title') ?? /<title\b[^>]*>([\s\S]{0,2000}?)<\/title/i.exec(html)?.[1] ?? '',
    titleMax,
  );
  if (title === '') return undefined;
  const host = new URL(page.url).hostname.replace(/^www\./, '');
  return { title, site: plain(contentOf('og:site_name') ?? '', siteMax) || host };
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    tag,
  );
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** The charset of the header, else of the page, else UTF-8; an unknown one is read as UTF-8. */
function decode({ contentType, body }: FetchedPage): string {
  const start = body.subarray(0, 2048).toString('latin1');
  const charset =
    /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1] ??
    'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** One line of plain text: entities read, anything that looks like a tag or a control sign gone. */
function plain(text: string, max: number): string {
  const words = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));/gi, entity)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...words].slice(0, max).join('');
}

function entity(whole: string, decimal = '', hex = '', name = ''): string {
  if (name) return named[name.toLowerCase()] ?? whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
