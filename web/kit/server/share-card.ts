import QRCode from 'qrcode';
import sharp from 'sharp';
import { portraitOf } from '../pictures/portrait.ts';
import { cutToWidth, escapeXml, linesOf } from './svg-text.ts';

/** What stands on a member's card. */
export interface CardFace {
  readonly id: string;
  readonly name: string;
  readonly bio: string;
  readonly city: string;
  readonly days: number;
  readonly locale: 'zh-CN' | 'en';
  readonly avatarUrl: string | null;
  readonly coverUrls: readonly string[];
  /** Where its code leads. */
  readonly link: string;
}

/** Opens one size of a kept picture by its address; undefined where it is gone. */
type ReadPicture = (url: string) => Promise<Buffer | undefined>;

const width = 750;
const height = 1000;
const words = {
  'zh-CN': { shop: '小卖部', scan: '扫码来逛', since: (days: number) => `来社区 ${days} 天` },
  en: { shop: 'Tuckshop', scan: 'Scan to visit', since: (days: number) => `Day ${days} here` },
} as const;
const font =
  "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif";

/** Draws a card of 750 × 1000 pixels as a PNG: who it is, three covers, and the code of their page. */
export async function drawShareCard(face: CardFace, read: ReadPicture): Promise<Buffer> {
  const covers = await Promise.all(
    face.coverUrls.slice(0, 3).map((url) => embedded(url, read, { width: 220, height: 280 })),
  );
  const size = { width: 132, height: 132 };
  const avatar = face.avatarUrl ? await embedded(face.avatarUrl, read, size) : undefined;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
    width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">
    ${ground()}${headOf(face, avatar)}${coversOf(covers.filter((cover) => cover !== undefined))}
    ${footOf(face)}</svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 8 }).toBuffer();
}

/** A kept picture as the bytes of a JPEG inside the drawing. */
async function embedded(
  url: string,
  read: ReadPicture,
  size: { width: number; height: number },
): Promise<string | undefined> {
  const bytes = await read(url);
  if (!bytes) return undefined;
  const jpeg = await sharp(bytes)
    .resize({ width: size.width * 2, height: size.height * 2, fit: 'cover' })
    .jpeg({ quality: 86 })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

function ground(): string {
  const stripes = Array.from({ length: 10 }, (_, at) => {
    const fill = at % 2 === 0 ? '#e8472b' : '#fdede8';
    return `<path d="M${at * 75} 0h75v58a37.5 26 0 0 1-75 0z" fill="${fill}"/>`;
  });
  return `<rect width="${width}" height="${height}" fill="#faf7f2"/>${stripes.join('')}`;
}

function headOf(face: CardFace, avatar: string | undefined): string {
  const facts = [face.city, words[face.locale].since(face.days)].filter((fact) => fact !== '');
  const bio = linesOf(face.bio, 42, 2);
  const picture = avatar
    ? `<image href="${avatar}" width="132" height="132" preserveAspectRatio="xMidYMid slice"/>`
    : `<g transform="scale(3.3)">${drawnPortrait(face.id)}</g>`;
  return `<defs><clipPath id="round"><circle cx="66" cy="66" r="66"/></clipPath></defs>
    <circle cx="121" cy="201" r="72" fill="#ffffff"/>
    <g transform="translate(55 135)" clip-path="url(#round)">${picture}</g>
    <text x="222" y="192" font-size="46" font-weight="700" fill="#1d1a17">${escapeXml(cutToWidth(face.name, 20))}</text>
    <text x="222" y="240" font-size="27" fill="#6e6860">${escapeXml(facts.join(' · '))}</text>
    ${bio
      .map(
        (line, at) =>
          `<text x="55" y="${326 + at * 42}" font-size="29" fill="#45403a">${escapeXml(line)}</text>`,
      )
      .join('')}`;
}

const glasses = `<g fill="none" stroke="#3a2a22" stroke-width="0.9"><circle cx="17" cy="20.6" r="2.5"/>
  <circle cx="23" cy="20.6" r="2.5"/><path d="M19.5 20.6h1"/></g>`;

/** The face that a member without a picture has everywhere. */
function drawnPortrait(seed: string): string {
  const face = portraitOf(seed);
  return `<rect width="40" height="40" fill="${face.ground}"/>
    <path d="${face.hairBehind}" fill="${face.hair}"/>
    <path d="M8 42c0-8 5-12 12-12s12 4 12 12z" fill="${face.shirt}"/>
    <rect x="17" y="24" width="6" height="8" rx="3" fill="${face.skinShade}"/>
    <circle cx="20" cy="19.5" r="8.2" fill="${face.skin}"/>
    <path d="${face.hairFront}" fill="${face.hair}"/>
    <circle cx="17" cy="20.6" r="1.05" fill="#3a2a22"/><circle cx="23" cy="20.6" r="1.05" fill="#3a2a22"/>
    ${face.glasses ? glasses : ''}
    <path d="M18 24c1.2 1 2.8 1 4 0" fill="none" stroke="#a5563f" stroke-width="1.1" stroke-linecap="round"/>`;
}

function coversOf(covers: readonly string[]): string {
  const clip = `<defs><clipPath id="cover"><rect width="206" height="262" rx="20"/></clipPath></defs>`;
  const shown = covers.map(
    (cover, at) => `<g transform="translate(${55 + at * 217} 420)" clip-path="url(#cover)">
      <image href="${cover}" width="206" height="262" preserveAspectRatio="xMidYMid slice"/></g>`,
  );
  return clip + shown.join('');
}

function footOf({ link, locale }: CardFace): string {
  const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M' });
  const dots: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) dots.push(`M${column} ${row}h1v1h-1z`);
    }
  }
  const host = link.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return `<rect x="35" y="724" width="680" height="246" rx="32" fill="#ffffff"/>
    <text x="75" y="830" font-size="44" font-weight="700" fill="#c93418">${words[locale].shop}</text>
    <text x="75" y="878" font-size="27" fill="#45403a">${words[locale].scan}</text>
    <text x="75" y="918" font-size="22" fill="#6e6860">${escapeXml(cutToWidth(host, 30))}</text>
    <g transform="translate(485 748) scale(${(198 / modules.size).toFixed(4)})">
      <path d="${dots.join('')}" fill="#1d1a17" shape-rendering="crispEdges"/></g>`;
}
