/** A phone's last digits as its parties see them: `****5678`. */
export function maskTail(tail: string | null): string | null {
  return tail === null ? null : `****${tail}`;
}

/** Hides the receiver's own number where a carrier's text gives it away; the courier's stays. */
export function hideReceiver(text: string, tail: string | null): string {
  return text.replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, (whole, head: string, end: string) =>
    end === tail ? `${head}****${end}` : whole,
  );
}
