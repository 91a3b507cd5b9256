import type { PlainTextKey } from '#kit/i18n/texts.ts';
import { eventText } from '../../../../views/aftersale/after-sale-words.ts';
import { actTexts } from '../../act-texts.ts';

/** What happened in words, where the product has words for it; the code stands beside them. */
export function headOf(source: string, code: string): PlainTextKey | undefined {
  switch (source) {
    case 'order':
      return code === 'hand-over' ? 'order/event-hand-over-virtual' : orderText(code);
    case 'aftersale':
      return eventText(code);
    case 'capture':
      return `aftersale/stage-${code}` as PlainTextKey;
    case 'operator':
      return actTexts.get(code);
    default:
      return undefined;
  }
}

const orderText = (code: string) => `order/event-${code}` as PlainTextKey;

const roles = ['buyer', 'seller', 'clock', 'courier', 'provider', 'operator'];

/** On whose part it was done. */
export function roleText(role: string | null): PlainTextKey | undefined {
  return role && roles.includes(role) ? (`office/by-${role}` as PlainTextKey) : undefined;
}
