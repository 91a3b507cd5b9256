import * as z from 'zod';
import { fen, fenInput, id, line } from '#platform/http/schemas.ts';
import { freightBases } from '../domain/freight-template.ts';
import { provinces } from '../domain/provinces.ts';
import { bundleTiersMax, templateNameMax, templateRegionsMax } from '../domain/rules.ts';

const province = z.enum(provinces);
/** Wider than the rules: what is out of range is refused by its own code. */
const count = z.int().min(0).max(1_000_000);

/** The body of `createFreightTemplate`. */
export const templateBody = z.object({
  name: line(templateNameMax),
  basis: z.enum(freightBases),
  firstFen: fenInput,
  furtherFen: fenInput.default(0n),
  freeOverFen: fenInput.nullable().default(null),
  freePieces: count.nullable().default(null),
  /** Provinces with a rate of their own; `rate` null: not delivered to. */
  regions: z
    .array(
      z.object({
        provinces: z.array(province).min(1).max(provinces.length),
        rate: z.object({ firstFen: fenInput, furtherFen: fenInput.default(0n) }).nullable(),
      }),
    )
    .max(templateRegionsMax)
    .default([]),
});

export const templateEditBody = templateBody.extend({ version: z.int().min(1) });
export const templateParams = z.object({ templateId: id });
export const templateReceipt = z.object({ templateId: id, version: z.int() });
export const removedTemplate = z.object({ templateId: id });

export const templateList = z.object({
  items: z.array(
    z.object({
      id,
      name: z.string(),
      basis: z.enum(freightBases),
      firstFen: fen,
      furtherFen: fen,
      freeOverFen: fen.nullable(),
      freePieces: z.int().nullable(),
      regions: z.array(
        z.object({
          provinces: z.array(province),
          rate: z.object({ firstFen: fen, furtherFen: fen }).nullable(),
        }),
      ),
      version: z.int(),
    }),
  ),
});

const tier = z.object({ pieces: count, discountBps: count });

/** The body of `setBundleTerms`: more pieces, more off; at most `mostFen` in all. */
export const bundleBody = z.object({
  tiers: z.array(tier).max(bundleTiersMax * 4),
  mostFen: fenInput.nullable().default(null),
});
export const bundleTerms = z.object({
  tiers: z.array(z.object({ pieces: z.int(), discountBps: z.int() })),
  mostFen: fen.nullable(),
});
export const memberParams = z.object({ memberId: id });
