import QRCode from 'qrcode';
import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CarrierName, LabelView } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import { maskPhone } from '../domain/address-shown.ts';
import { readOrders } from '../store/order-store.ts';
import { addressView, type AddressView } from './address.ts';

/**
 * The label of an order as a drawing to print, 100 × 150 mm: for its seller alone, while the order's
 * address is theirs to see. The receiver's phone is masked on it; the courier was told the whole.
 * @throws platform/not-found for everybody else, and without a label
 */
export async function drawLabel(
  deps: OrdersDeps,
  actor: Actor,
  { orderId }: { orderId: Id },
): Promise<{ svg: string; waybillNo: string }> {
  const { platform, rooms } = deps;
  const handle = platform.database.sql;
  const order = (await readOrders(handle, [orderId])).get(orderId);
  if (order?.sellerId !== actor.memberId) refuse('platform/not-found');
  const label = (await rooms.fulfilment.labelOf(handle, orderId)) ?? refuse('platform/not-found');
  const seen = addressView(platform.secrets, order, { role: 'seller', now: platform.clock.now() });
  const address = seen.address ?? refuse('platform/not-found');
  const carrier = rooms.fulfilment.listCarriers().find((one) => one.code === label.carrier)!;
  return { svg: drawing(label, carrier, address), waybillNo: label.waybillNo };
}

const font = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

function drawing(label: LabelView, carrier: CarrierName, address: AddressView): string {
  const phone = address.phone.includes('*') ? address.phone : maskPhone(address.phone);
  const rows = lines(`${address.region} ${address.detail}`, 21).slice(0, 4);
  const text = (x: number, y: number, size: number, words: string, more = '') =>
    `<text x="${x}" y="${y}" font-size="${size}" ${more}>${escapeXml(words)}</text>`;
  const bold = 'font-weight="700"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="150mm" viewBox="0 0 400 600" font-family="${font}" fill="#000">
<rect width="400" height="600" fill="#fff"/><rect x="6" y="6" width="388" height="588" rx="8" fill="none" stroke="#000" stroke-width="2"/>
${text(24, 52, 30, carrier['zh-CN'], bold)}${text(376, 50, 17, carrier.en, 'text-anchor="end"')}
<path d="M6 74h388M6 338h388M6 498h388" stroke="#000" stroke-width="2"/>
${qrOf(label.waybillNo)}
${text(200, 322, 26, label.waybillNo, `${bold} text-anchor="middle" letter-spacing="1"`)}
${text(24, 376, 17, '收 To')}${text(84, 376, 24, address.name, bold)}${text(376, 376, 20, phone, 'text-anchor="end"')}
${rows.map((row, at) => text(24, 410 + at * 26, 18, row)).join('')}
${text(24, 536, 17, '取件码 Collection code')}${text(24, 576, 34, label.collectionCode, `${bold} letter-spacing="6"`)}
</svg>
`;
}

/** The waybill number as a code of 220 units. */
function qrOf(waybillNo: string): string {
  const { modules } = QRCode.create(waybillNo, { errorCorrectionLevel: 'M' });
  const dots: string[] = [];
  for (const [at, isDark] of modules.data.entries()) {
    if (isDark) dots.push(`M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`);
  }
  const scale = (200 / modules.size).toFixed(4);
  return `<path transform="translate(100 86) scale(${scale})" d="${dots.join('')}" shape-rendering="crispEdges"/>`;
}

/** A text in rows of so many wide signs; two narrow ones take the room of one. */
function lines(words: string, wideMax: number): string[] {
  const rows = [''];
  let taken = 0;
  for (const sign of words) {
    const room = /[\u0020-\u00ff]/u.test(sign) ? 0.5 : 1;
    if (taken + room > wideMax) {
      rows.push('');
      taken = 0;
    }
    rows[rows.length - 1] += sign;
    taken += room;
  }
  return rows;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
