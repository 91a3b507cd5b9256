import { openTowns } from './town.ts';
import { bigTown, smallTown } from './town-sql.ts';
const t = await openTowns(); await t.open(smallTown); await t.open(bigTown); await t.close();
