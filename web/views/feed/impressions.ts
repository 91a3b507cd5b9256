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

/**
 * Watches cards and tells the server, in batches, which were really on screen: at least half of
 * them for at least a second. A page that is left sends what it has.
 */
export function createImpressions() {
  const looks = new Map<Element, Look>();
  const done = new Map<string, Look>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const { target, intersectionRatio } of seen) {
        const look = looks.get(target);
        if (!look) continue;
        if (intersectionRatio >= 0.5) look.since ??= performance.now();
        else rest(look);
      }
    },
    { threshold: [0, 0.5] },
  );

  function rest(look: Look): void {
    if (look.since === undefined) return;
    look.dwellMs += performance.now() - look.since;
    look.since = undefined;
    keep(look);
  }

  function keep(look: Look): void {
    if (look.dwellMs < dwellMsMin) return;
    done.set(`${look.of.position}/${look.of.requestId}`, look);
    if (done.size >= looksAtOnce) send();
    else timer ??= setTimeout(send, sendAfterMs);
  }

  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    if (done.size === 0) return;
    const byPage = new Map<string, object[]>();
    for (const { of, dwellMs, opened } of done.values()) {
      const items = byPage.get(of.requestId) ?? [];
      items.push({
        position: of.position,
        dwellMs: Math.min(dwellMsMax, Math.round(dwellMs)),
        ...(opened ? { opened } : {}),
      });
      byPage.set(of.requestId, items);
    }
    done.clear();
    const pages = [...byPage].slice(0, 10).map(([requestId, items]) => ({ requestId, items }));
    const body = new Blob([JSON.stringify({ pages })], { type: 'application/json' });
    navigator.sendBeacon('/api/v1/feed/impressions', body);
  }

  /** Everything that is looked at now counts up to now; then it is sent. */
  function flush(): void {
    for (const look of looks.values()) {
      const isSeen = look.since !== undefined;
      rest(look);
      if (isSeen && !document.hidden) look.since = performance.now();
    }
    send();
  }
  const flushHidden = () => document.hidden && flush();
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flushHidden);

  return {
    /** Watches a card as long as it is on the page; to be used as an attachment. */
    watch: (of: Served) => (card: Element) => {
      const look: Look = { of, since: undefined, dwellMs: 0, opened: false };
      looks.set(card, look);
      watcher.observe(card);
      const open = () => {
        look.opened = true;
        look.dwellMs = Math.max(look.dwellMs, dwellMsMin);
        keep(look);
      };
      card.addEventListener('click', open);
      return () => {
        watcher.unobserve(card);
        rest(look);
        looks.delete(card);
        card.removeEventListener('click', open);
      };
    },
    end(): void {
      flush();
      watcher.disconnect();
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flushHidden);
    },
  };
}

export type Impressions = ReturnType<typeof createImpressions>;
