import { bookDrawings } from './drawings/books.ts';
import { cameraDrawings } from './drawings/cameras.ts';
import { deskDrawings } from './drawings/desk.ts';
import { fandomDrawings } from './drawings/fandom.ts';
import { homeDrawings } from './drawings/home.ts';
import { kitchenDrawings } from './drawings/kitchen.ts';
import { playDrawings } from './drawings/play.ts';
import { wearDrawings } from './drawings/wear.ts';
import type { Drawing } from './kit/drawing.ts';

/** Every picture of the demo town. */
export const drawings: readonly Drawing[] = [
  ...bookDrawings,
  ...cameraDrawings,
  ...deskDrawings,
  ...fandomDrawings,
  ...homeDrawings,
  ...kitchenDrawings,
  ...playDrawings,
  ...wearDrawings,
];
