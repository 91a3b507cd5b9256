/**
 * What stands in the QR code of a pickup: the seller's page of the order, with the code behind the
 * `#`, which browsers keep to themselves. Any camera opens it; only the seller can use it.
 */
export function pickupLink(origin: string, orderId: string, code: string): string {
  return `${origin}/orders/${orderId}#code=${code}`;
}

/** The pickup code in an address's part behind the `#`. */
export function codeInHash(hash: string): string | undefined {
  return /^#code=(\d{6})$/.exec(hash)?.[1];
}

/** What a camera has read: the code for this order, one for another, or nothing of ours. */
export function readScan(
  text: string,
  orderId: string,
): { code: string } | 'other-order' | undefined {
  if (/^\d{6}$/.test(text)) return { code: text };
  const url = URL.parse(text);
  const code = url && codeInHash(url.hash);
  const about = url && /^\/orders\/(\d+)$/.exec(url.pathname)?.[1];
  if (!code || !about) return undefined;
  return about === orderId ? { code } : 'other-order';
}
