import type { Catalogue } from '../texts.ts';
import { account } from './account.ts';
import { admin } from './admin.ts';
import { aftersale } from './aftersale.ts';
import { circles } from './circles.ts';
import { compose } from './compose.ts';
import { core } from './core.ts';
import { delivery } from './delivery.ts';
import { feeds } from './feeds.ts';
import { freight } from './freight.ts';
import { install } from './install.ts';
import { notices } from './notices.ts';
import { office } from './office.ts';
import { profile } from './profile.ts';
import { reconciliation } from './reconciliation.ts';
import { reports } from './reports.ts';
import { responses } from './responses.ts';
import { reviews } from './reviews.ts';
import { sandbox } from './sandbox.ts';
import { search } from './search.ts';
import { talk } from './talk.ts';
import { ties } from './ties.ts';
import { tools } from './tools.ts';
import { trade } from './trade.ts';

export const en: Catalogue = {
  ...core,
  ...account,
  ...feeds,
  ...freight,
  ...install,
  ...compose,
  ...reports,
  ...responses,
  ...reviews,
  ...sandbox,
  ...trade,
  ...delivery,
  ...aftersale,
  ...talk,
  ...ties,
  ...tools,
  ...circles,
  ...notices,
  ...profile,
  ...admin,
  ...office,
  ...reconciliation,
  ...search,
};
