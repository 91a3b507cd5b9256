import type { Translation } from '../texts.ts';
import type { tools as chinese } from '../zh/tools.ts';

export const tools: Translation<typeof chinese> = {
  'orders/search': 'Find orders',
  'orders/search-hint': 'Title, name or order number',
  'orders/search-go': 'Search',
  'orders/group-to-pay': 'To pay',
  'orders/group-to-ship': 'To ship / hand over',
  'orders/group-on-the-way': 'On its way / to confirm',
  'orders/group-done': 'Complete',
  'orders/group-closed': 'Closed',
  'orders/in-after-sale': 'In after-sale',
  'orders/more-filters': 'By date, export',
  'orders/from': 'From day',
  'orders/to': 'To day',
  'orders/apply': 'Find by date',
  'orders/export': 'Export these days (CSV)',
  'orders/export-note': 'With all goods, amounts and times; at most 366 days at once.',
  'orders/none-found': 'No order fits',
  'orders/clear': 'All orders',
  'order/remind-ship': 'Remind to ship',
  'order/remind-pay': 'Remind to pay',
  'order/reminded': 'Reminded',
};
