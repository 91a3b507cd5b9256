export const delivery = {
  'sell/mark':
    'Write my name across the photos. Buyers get the original through the order once they have paid',
} as const;
