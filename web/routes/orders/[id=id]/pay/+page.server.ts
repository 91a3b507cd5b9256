import { redirect } from '@sveltejs/kit';
import QRCode from 'qrcode';
import { requireMember } from '#kit/server/guests.ts';
import type { PageServerLoad } from './$types';

/** The code an order is paid by; once it is not any more, the order itself says what became of it. */
export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  event.depends('orders:cashier');
  const { id: orderId } = event.params;
  const cashier = await event.locals.rooms.payments.getCashier(actor, { orderId });
  if (!cashier) redirect(303, `/orders/${orderId}?paid=1`);
  return {
    orderId,
    code: codeOf(cashier.code),
    amountFen: Number(cashier.amountFen),
    expiresAt: cashier.expiresAt.toISOString(),
  };
};

/** The code as one path of unit squares, drawn by the page. */
function codeOf(text: string): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
    }
  }
  return { size: modules.size, path: squares.join('') };
}
