/** Goods as they are typed, field by field; nothing need be right yet. */
export type TypedGoods = Record<
  'price' | 'quantity' | 'condition' | 'flaw' | 'by' | 'freight' | 'template' | 'shipWithin',
  string
>;

/** What a new form offers. */
export const usualGoods: TypedGoods = {
  price: '',
  quantity: '1',
  condition: '9',
  flaw: '',
  by: 'courier',
  freight: '',
  /** The freight template that is chosen; empty where the freight is typed. */
  template: '',
  shipWithin: 'PT72H',
};

/** What is known of the goods, the usual for the rest. */
export function typedGoods(
  known: Readonly<Partial<Record<string, string | undefined>>>,
): TypedGoods {
  const entries = Object.entries(usualGoods).map(([name, usual]) => [name, known[name] ?? usual]);
  return Object.fromEntries(entries) as TypedGoods;
}
