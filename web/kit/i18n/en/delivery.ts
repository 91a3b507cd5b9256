import type { Translation } from '../texts.ts';
import type { delivery as chinese } from '../zh/delivery.ts';

export const delivery: Translation<typeof chinese> = {
  'sell/mark':
    'Write my name across the photos. Buyers get the original through the order once they have paid',

  'label/title': 'Prepaid label',
  'label/about':
    'The courier comes to you, with no form to fill in. You pay the courier for the freight',
  'label/buy': 'Buy the label, {price}',
  'label/carrier': 'Collected by',
  'label/code': 'Collection code',
  'label/paid': 'Freight {price}, which the courier asks of you when collecting',
  'label/print': 'Print the label',
  'label/drop': 'Give it back',
};
