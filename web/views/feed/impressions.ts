/** A card whose being seen is written down: where it stands on which served page. */
export interface Served {
  readonly requestId: string;
  readonly position: number;
}

interface Look {
  readonly of: Served;
  since: number | undefined;
  dwellMs: number;
  opened: boolean;
}

/** A second of half a card is a look. @source ADR 0014 */
const dwellMsMin = 1000;
const dwellMsMax = 600_000;
const sendAfterMs = 8_000;
const looksAtOnce = 40;
const pagesAtOnce = 10;

/**
 * Watches cards and tells the server, in batches, which were really on screen: at least half of
 * them for at least a second. A page that is left sends what it has.
 */
export class Impressions {
  readonly #looks = new Map<Element, Look>();
  readonly #done = new Map<string, Look>();
  readonly #watcher = new IntersectionObserver((seen) => this.#see(seen), { threshold: [0, 0.5] });
  readonly #flush = () => this.#sendAll();
  readonly #flushHidden = () => void (document.hidden && this.#sendAll());
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener('pagehide', this.#flush);
    document.addEventListener('visibilitychange', this.#flushHidden);
  }

  /** Watches a card as long as it is on the page; to be used as an attachment. */
  watch(of: Served): (card: Element) => () => void {
    return (card) => {
      const look: Look = { of, since: undefined, dwellMs: 0, opened: false };
      this.#looks.set(card, look);
      this.#watcher.observe(card);
      const open = () => {
        look.opened = true;
        look.dwellMs = Math.max(look.dwellMs, dwellMsMin);
        this.#keep(look);
      };
      card.addEventListener('click', open);
      return () => {
        this.#watcher.unobserve(card);
        this.#rest(look);
        this.#looks.delete(card);
        card.removeEventListener('click', open);
      };
    };
  }

  end(): void {
    this.#sendAll();
    this.#watcher.disconnect();
    removeEventListener('pagehide', this.#flush);
    document.removeEventListener('visibilitychange', this.#flushHidden);
  }

  #see(seen: IntersectionObserverEntry[]): void {
    for (const { target, intersectionRatio } of seen) {
      const look = this.#looks.get(target);
      if (!look) continue;
      if (intersectionRatio >= 0.5) look.since ??= performance.now();
      else this.#rest(look);
    }
  }

  #rest(look: Look): void {
    if (look.since === undefined) return;
    look.dwellMs += performance.now() - look.since;
    look.since = undefined;
    this.#keep(look);
  }

  #keep(look: Look): void {
    if (look.dwellMs < dwellMsMin) return;
    this.#done.set(`${look.of.position}/${look.of.requestId}`, look);
    if (this.#done.size >= looksAtOnce) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), sendAfterMs);
  }

  /** Everything that is looked at now counts up to now; then it is sent. */
  #sendAll(): void {
    for (const look of this.#looks.values()) {
      const isSeen = look.since !== undefined;
      this.#rest(look);
      if (isSeen && !document.hidden) look.since = performance.now();
    }
    this.#send();
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#done.size === 0) return;
    const byPage = new Map<string, object[]>();
    for (const { of, dwellMs, opened } of this.#done.values()) {
      const items = byPage.get(of.requestId) ?? [];
      items.push({
        position: of.position,
        dwellMs: Math.min(dwellMsMax, Math.round(dwellMs)),
        ...(opened ? { opened } : {}),
      });
      byPage.set(of.requestId, items);
    }
    this.#done.clear();
    const pages = [...byPage].slice(0, pagesAtOnce);
    const told = { pages: pages.map(([requestId, items]) => ({ requestId, items })) };
    const body = new Blob([JSON.stringify(told)], { type: 'application/json' });
    navigator.sendBeacon('/api/v1/feed/impressions', body);
  }
}
