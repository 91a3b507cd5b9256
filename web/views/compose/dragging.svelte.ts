const holdMs = 260;
const slipPx = 6;

/** Lifts one of several things and says where it is carried. */
export class Dragging {
  /** Which is lifted now. */
  key = $state<number>();
  /** Whether the last press was a drag, so that the click after it means nothing. */
  wasDragged = false;
  readonly #carry: (key: number, x: number, y: number) => void;

  constructor(carry: (key: number, x: number, y: number) => void) {
    this.#carry = carry;
  }

  /** A mouse drags at once; a finger after a moment, because it may only want to scroll. */
  press(event: PointerEvent & { currentTarget: HTMLElement }, key: number): void {
    const { clientX, clientY, pointerType, pointerId, currentTarget: button } = event;
    const isMouse = pointerType === 'mouse';
    if (isMouse && event.button !== 0) return;
    this.wasDragged = false;
    const begin = () => {
      this.key = key;
      this.wasDragged = true;
      button.setPointerCapture?.(pointerId);
    };
    const timer = isMouse ? undefined : setTimeout(begin, holdMs);
    const follow = (moved: PointerEvent) => {
      const isFar = Math.hypot(moved.clientX - clientX, moved.clientY - clientY) > slipPx;
      if (this.key === undefined && isFar) {
        if (!isMouse) return end();
        begin();
      }
      if (this.key !== undefined) this.#carry(key, moved.clientX, moved.clientY);
    };
    const stay = (touch: TouchEvent) => this.key !== undefined && touch.preventDefault();
    const end = () => {
      clearTimeout(timer);
      this.key = undefined;
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      button.removeEventListener('touchmove', stay);
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    button.addEventListener('touchmove', stay, { passive: false });
  }
}
