import { runsIn } from './grams.ts';

/** A place as places are compared: 上海市 静安区 and 上海 begin alike; empty when none is named. */
export function placeKey(place: string): string {
  const runs = runsIn(place).map((run) => run.text);
  return runs.join('').replace(/市/gu, '').slice(0, 60);
}
