import type { Clock } from '#platform/clock.ts';

export type DueQueue<Item> = {
  /** Hands the item over once the clock has reached the time. */
  add(dueAt: Date, item: Item): void;
  /** How many items are due already but not yet handed over. */
  dueCount(): number;
  close(): void;
};

/**
 * Things to do at a time of the handed clock. The clock can be pushed ahead from outside without
 * telling anyone, so the queue looks at it ten times a second instead of setting long timers.
 */
export function createDueQueue<Item>(
  clock: Clock,
  run: (item: Item) => void,
  pollMs = 100,
): DueQueue<Item> {
  const heap: Array<Entry<Item>> = [];
  let order = 0;
  let closed = false;
  const pump = () => {
    const nowMs = clock.now().getTime();
    while (!closed && heap.length > 0 && heap[0]!.dueMs <= nowMs) run(takeFirst(heap).item);
  };
  const timer = setInterval(pump, pollMs);
  timer.unref();
  return {
    add(dueAt, item) {
      insert(heap, { dueMs: dueAt.getTime(), order: order++, item });
      if (dueAt.getTime() <= clock.now().getTime()) setImmediate(pump);
    },
    dueCount() {
      const nowMs = clock.now().getTime();
      return heap.filter((entry) => entry.dueMs <= nowMs).length;
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

type Entry<Item> = { dueMs: number; order: number; item: Item };

const isBefore = (a: Entry<unknown>, b: Entry<unknown>) =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

function insert<Item>(heap: Array<Entry<Item>>, entry: Entry<Item>): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(heap[at]!, heap[parent]!)) return;
    [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
    at = parent;
  }
}

function takeFirst<Item>(heap: Array<Entry<Item>>): Entry<Item> {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  heap[0] = last;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    let least = at;
    if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
    if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
    if (least === at) return first;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}
