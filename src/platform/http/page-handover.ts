import type { IncomingMessage } from 'node:http';

// The page bundle carries its own copy of this module, so the slot is a name both copies share.
const slot = Symbol.for('tuckshop.page-handover');

/** What one page request is given by the process that serves it. */
export interface PageHandover<Locals extends object = object> {
  /** Builds the page's locals; called once, and only when a page is really rendered. */
  readonly locals: () => Promise<Locals>;
  /** Hosts outside our own that forms may lead to, such as a cashier: `https://pay.example`. */
  readonly formTargets: readonly string[];
  /** Hosts outside our own that pictures come from. */
  readonly pictureHosts: readonly string[];
}

/** Ties the handover to a raw request before the page handler sees it. */
export function handOver(request: IncomingMessage, handover: PageHandover): void {
  Object.defineProperty(request, slot, { value: handover });
}

/**
 * Takes the handover back from a raw request.
 * @throws when the request did not come through `mountPages`: a mistake in wiring, not in use.
 */
export function takeHandover<Locals extends object>(
  request: IncomingMessage,
): PageHandover<Locals> {
  const handover: unknown = Reflect.get(request, slot);
  if (handover === undefined) throw new Error('A page was asked for outside of mountPages');
  return handover as PageHandover<Locals>;
}
