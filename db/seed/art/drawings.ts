import { bookDrawings } from './drawings/books.ts';
import { cameraDrawings } from './drawings/cameras.ts';
import { deskDrawings } from './drawings/desk.ts';
import { fandomDrawings } from './drawings/fandom.ts';
import { gadgetDrawings } from './drawings/gadgets.ts';
import { handmadeDrawings } from './drawings/handmade.ts';
import { homeDrawings } from './drawings/home.ts';
import { householdDrawings } from './drawings/household.ts';
import { kitchenDrawings } from './drawings/kitchen.ts';
import { neighbourDrawings } from './drawings/neighbours.ts';
import { outdoorDrawings } from './drawings/outdoors.ts';
import { playDrawings } from './drawings/play.ts';
import { retakenOf } from './drawings/retakes.ts';
import { smallOnesDrawings } from './drawings/small-ones.ts';
import { studioDrawings } from './drawings/studio.ts';
import { tableDrawings } from './drawings/table.ts';
import { wearDrawings } from './drawings/wear.ts';
import type { Drawing } from './kit/drawing.ts';

const drawn: readonly Drawing[] = [
  ...bookDrawings,
  ...cameraDrawings,
  ...deskDrawings,
  ...fandomDrawings,
  ...homeDrawings,
  ...kitchenDrawings,
  ...playDrawings,
  ...wearDrawings,
  ...gadgetDrawings,
  ...smallOnesDrawings,
  ...neighbourDrawings,
  ...tableDrawings,
  ...studioDrawings,
  ...handmadeDrawings,
  ...outdoorDrawings,
  ...householdDrawings,
];

/** Every picture of the demo town. */
export const drawings: readonly Drawing[] = [...drawn, ...retakenOf(drawn)];
