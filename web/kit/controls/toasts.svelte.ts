/** A short message that comes and goes. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

const shownMs = 4_000;
const atOnceMax = 3;

// Written in the browser only: the server has nobody to show a passing message to.
export const toasts: Toast[] = $state([]);
let lastId = 0;

/** Shows a message for four seconds; a screen reader speaks it. */
export function toast(text: string, tone: Toast['tone'] = 'plain'): void {
  lastId += 1;
  const id = lastId;
  toasts.push({ id, text, tone });
  if (toasts.length > atOnceMax) toasts.shift();
  setTimeout(() => dismiss(id), shownMs);
}

function dismiss(id: number): void {
  const index = toasts.findIndex((shown) => shown.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
