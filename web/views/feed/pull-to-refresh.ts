/** How far a finger draws the page down before letting go reads it anew, in CSS pixels. */
const enoughPx = 72;
/** Half of the finger's way: the page resists. */
const resistance = 0.5;

interface Pull {
  /** Told how far the page is drawn down now; 0 when it is let go. */
  moved(px: number): void;
  refresh(): Promise<unknown>;
}

/**
 * Drawing the top of the page down reads it anew. For the installed app alone: a browser's
 * tab has its own way to do so.
 * @returns what ends it
 */
export function pullToRefresh({ moved, refresh }: Pull): () => void {
  let startY: number | undefined;
  let px = 0;
  const start = ({ touches }: TouchEvent) => {
    startY = scrollY <= 0 && touches.length === 1 ? touches[0]!.clientY : undefined;
  };
  const move = ({ touches }: TouchEvent) => {
    if (startY === undefined) return;
    px = scrollY > 0 ? 0 : Math.max(0, (touches[0]!.clientY - startY) * resistance);
    moved(px);
  };
  const end = () => {
    const isEnough = startY !== undefined && px >= enoughPx;
    startY = undefined;
    px = 0;
    moved(0);
    if (isEnough) void refresh();
  };
  addEventListener('touchstart', start, { passive: true });
  addEventListener('touchmove', move, { passive: true });
  addEventListener('touchend', end);
  addEventListener('touchcancel', end);
  return () => {
    removeEventListener('touchstart', start);
    removeEventListener('touchmove', move);
    removeEventListener('touchend', end);
    removeEventListener('touchcancel', end);
  };
}
