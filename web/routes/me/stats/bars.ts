/** One day's bar in a drawing of a hundred units' height. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const chart = { width: 360, height: 100 } as const;

/** Bars of a row of numbers, the highest as high as the drawing; what is counted is always seen. */
export function barsOf(values: readonly number[]): Bar[] {
  const most = Math.max(1, ...values);
  const step = chart.width / Math.max(1, values.length);
  const width = Math.max(1, step * 0.7);
  return values.map((value, place) => {
    const height = value === 0 ? 0 : Math.max(2, (value / most) * chart.height);
    return { x: place * step + (step - width) / 2, y: chart.height - height, width, height };
  });
}
