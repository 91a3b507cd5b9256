import type { PlantedBug } from './bug.ts';
import { afterSaleBugs } from './bugs/after-sales.ts';
import { bundleBugs } from './bugs/bundles.ts';
import { goodsBugs } from './bugs/goods.ts';
import { jobBugs } from './bugs/jobs.ts';
import { ledgerBugs } from './bugs/ledger.ts';
import { officeBugs } from './bugs/office.ts';
import { orderBugs } from './bugs/orders.ts';
import { paymentBugs } from './bugs/payments.ts';
import { purchaseBugs } from './bugs/purchases.ts';
import { reconciliationBugs } from './bugs/reconciliation.ts';
import { strangerBugs } from './bugs/strangers.ts';
import { toolBugs } from './bugs/tools.ts';

/** Bugs of others, each of which one of our tests must find. */
export const bugs: PlantedBug[] = [
  ...orderBugs,
  ...afterSaleBugs,
  ...ledgerBugs,
  ...goodsBugs,
  ...paymentBugs,
  ...reconciliationBugs,
  ...purchaseBugs,
  ...bundleBugs,
  ...jobBugs,
  ...officeBugs,
  ...strangerBugs,
  ...toolBugs,
];
