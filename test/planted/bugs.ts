import type { PlantedBug } from './bug.ts';
import { afterSaleBugs } from './bugs/after-sales.ts';
import { bundleBugs } from './bugs/bundles.ts';
import { goodsBugs } from './bugs/goods.ts';
import { jobBugs } from './bugs/jobs.ts';
import { ledgerBugs } from './bugs/ledger.ts';
import { orderBugs } from './bugs/orders.ts';
import { paymentBugs } from './bugs/payments.ts';
import { purchaseBugs } from './bugs/purchases.ts';
import { strangerBugs } from './bugs/strangers.ts';

/** Bugs of others, each of which one of our tests must find. */
export const bugs: PlantedBug[] = [
  ...orderBugs,
  ...afterSaleBugs,
  ...ledgerBugs,
  ...goodsBugs,
  ...paymentBugs,
  ...purchaseBugs,
  ...bundleBugs,
  ...jobBugs,
  ...strangerBugs,
];
