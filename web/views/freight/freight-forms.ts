import type { FreightTemplate, FreightTemplateTerms } from '#catalog';
import type { Translate } from '#kit/i18n/texts.ts';
import { formatMoney } from '#kit/i18n/format.ts';
import type { Plain } from '../trade/plain-order.ts';
import { fenToInput, yuanToFen } from '../trade/yuan.ts';
import { areas, type Province } from './provinces.ts';

export type PlainTemplate = Plain<FreightTemplate>;
type PlainRate = PlainTemplate['regions'][number]['rate'];

/** Some provinces with a rate of their own, as they are typed. */
export interface TypedRegion {
  provinces: Province[];
  first: string;
  further: string;
  isNot: boolean;
}

/** A template as it is typed. */
export interface TypedTemplate {
  name: string;
  basis: string;
  first: string;
  further: string;
  freeOver: string;
  freePieces: string;
  regions: TypedRegion[];
}

/** A form as it was sent and refused. */
export interface RefusedForm {
  readonly problem: {
    readonly code: string;
    readonly title: string;
    readonly fields?: readonly { readonly path: string }[] | undefined;
  };
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** A template as its form shows it; a new one is empty. */
export const typedTemplate = (template: PlainTemplate | undefined): TypedTemplate => ({
  name: template?.name ?? '',
  basis: template?.basis ?? 'piece',
  first: template ? fenToInput(template.firstFen) : '',
  further: template ? fenToInput(template.furtherFen) : '',
  freeOver: template?.freeOverFen ? fenToInput(template.freeOverFen) : '',
  freePieces: template?.freePieces ? String(template.freePieces) : '',
  regions: (template?.regions ?? []).map(({ provinces, rate }) => ({
    provinces: [...provinces],
    first: rate ? fenToInput(rate.firstFen) : '',
    further: rate ? fenToInput(rate.furtherFen) : '',
    isNot: rate === null,
  })),
});

/** A template as it was sent and refused; undefined when another form was, or none. */
export function typedAgain(refused: RefusedForm | undefined): TypedTemplate | undefined {
  if (refused?.values['basis'] === undefined) return undefined;
  const { values, lists } = refused;
  const all = areas.flatMap(({ provinces }) => provinces);
  const count = Math.min(all.length, Number(values['regions']) || 0);
  const typed = (name: string) => values[name] ?? '';
  return {
    name: typed('name'),
    basis: typed('basis'),
    first: typed('first'),
    further: typed('further'),
    freeOver: typed('freeOver'),
    freePieces: typed('freePieces'),
    regions: Array.from({ length: count }, (_, place) => ({
      provinces: all.filter((province) => lists[`provinces-${place}`]?.includes(province)),
      first: typed(`first-${place}`),
      further: typed(`further-${place}`),
      isNot: typed(`not-${place}`) === 'on',
    })),
  };
}

/** The tiers of a bundle discount as they were sent and refused; undefined when they were not. */
export function tiersAgain(refused: RefusedForm | undefined) {
  const pieces = refused?.lists['pieces'];
  if (!pieces) return undefined;
  const percents = refused.lists['percent'] ?? [];
  const tiers = pieces.map((typed, place) => ({ pieces: typed, percent: percents[place] ?? '' }));
  return { tiers, most: refused.values['most'] ?? '' };
}

const textIn = (form: FormData, name: string): string => {
  const text = form.get(name);
  return typeof text === 'string' ? text.trim() : '';
};

/** Where an amount is not one, the room refuses it by its own words. */
const noAmount = BigInt(-1);

function feeIn(form: FormData, name: string): bigint {
  const text = textIn(form, name);
  return text === '' ? BigInt(0) : (yuanToFen(text) ?? noAmount);
}

function optionalIn(form: FormData, name: string): bigint | null {
  const text = textIn(form, name);
  return text === '' ? null : (yuanToFen(text) ?? noAmount);
}

function piecesIn(form: FormData, name: string): number | null {
  const text = textIn(form, name);
  return text === '' ? null : Math.trunc(Number(text)) || 0;
}

/** A template as its form was sent; the room judges it. */
export function templateIn(form: FormData, all: readonly Province[]): FreightTemplateTerms {
  const basis = form.get('basis') === 'order' ? 'order' : 'piece';
  const furtherIn = (name: string) => (basis === 'order' ? BigInt(0) : feeIn(form, name));
  const count = Math.min(all.length, Number(form.get('regions')) || 0);
  const regions = Array.from({ length: count }, (_, place) => ({
    provinces: all.filter((province) => form.getAll(`provinces-${place}`).includes(province)),
    rate:
      form.get(`not-${place}`) === 'on'
        ? null
        : { firstFen: feeIn(form, `first-${place}`), furtherFen: furtherIn(`further-${place}`) },
  }));
  return {
    name: textIn(form, 'name'),
    basis,
    firstFen: feeIn(form, 'first'),
    furtherFen: furtherIn('further'),
    freeOverFen: optionalIn(form, 'freeOver'),
    freePieces: piecesIn(form, 'freePieces'),
    regions: regions.filter(({ provinces }) => provinces.length > 0),
  };
}

/** The tiers of a bundle discount as they were typed; empty rows say nothing. */
export function bundleIn(form: FormData) {
  const pieces = form.getAll('pieces').map(String);
  const percents = form.getAll('percent').map(String);
  const tiers = pieces.flatMap((text, place) => {
    const percent = percents[place] ?? '';
    if (text.trim() === '' && percent.trim() === '') return [];
    return [
      {
        pieces: Math.trunc(Number(text)) || 0,
        discountBps: Math.max(0, Math.round(Number(percent) * 100) || 0),
      },
    ];
  });
  return { tiers, mostFen: optionalIn(form, 'most') };
}

/** What a rate says: `首件 ¥8.00，每加一件 ¥2.00`. */
export function rateText(basis: PlainTemplate['basis'], rate: PlainRate, t: Translate): string {
  if (!rate) return t('freight/rate-not');
  const first = formatMoney(rate.firstFen);
  if (basis === 'order') return t('freight/rate-order', { first });
  return t('freight/rate-piece', { first, further: formatMoney(rate.furtherFen) });
}

/** A part of a hundred as it is said: 500 basis points are `5`. */
export const percentText = (bps: number): string => String(bps / 100);
