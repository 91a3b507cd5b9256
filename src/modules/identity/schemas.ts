import * as z from 'zod';
import { at, id, line, prose } from '#platform/http/schemas.ts';
import { privacyVersion, termsVersion } from './domain/rules.ts';

const phone = z
  .string()
  .max(30)
  .meta({ description: 'Mainland mobile number', examples: ['13800001234'] });
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/)
  .meta({ description: 'The six digits that were sent' });
const transport = z.enum(['cookie', 'bearer']).default('cookie').meta({
  description: '`bearer` answers the token instead of setting a cookie',
});
export const nickname = line(20).refine((text) => [...text].length >= 2, { message: 'too short' });

export const codeRequest = z.object({
  phone,
  purpose: z.enum(['sign-in', 'change-phone']).default('sign-in'),
});
export const codeSent = z.object({ phoneMasked: z.string(), expiresAt: at, resendAt: at });
export const signInBody = z.object({ phone, code, transport });
export const signUpBody = z.object({
  phone,
  code,
  nickname,
  consent: z
    .object({
      termsVersion: z
        .string()
        .max(20)
        .meta({ examples: [termsVersion] }),
      privacyVersion: z
        .string()
        .max(20)
        .meta({ examples: [privacyVersion] }),
    })
    .meta({ description: 'The versions of the documents that the new member agrees to' }),
  transport,
});
export const signedIn = z.object({
  memberId: id,
  sessionId: id,
  token: z.string().nullable().meta({ description: 'Only with transport `bearer`' }),
});

export const memberProfile = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
  bio: z.string(),
  city: z.string(),
});
const realNameState = z.enum(['none', 'pending', 'verified', 'refused']);
export const me = memberProfile.extend({
  phoneMasked: z.string(),
  avatarPictureId: id.nullable(),
  realName: z.object({
    state: realNameState,
    nameMasked: z.string().nullable(),
    reason: z.string().nullable(),
    submittedAt: at.nullable(),
  }),
  proAt: at.nullable(),
  isOperator: z.boolean(),
  secondFactorAt: at.nullable(),
  addressesCount: z.int(),
});
export const profileBody = z
  .object({
    nickname,
    bio: prose(300),
    city: z.union([line(40), z.literal('')]),
    avatarPictureId: id.nullable(),
  })
  .partial();
export const phoneBody = z.object({ phone, code });
export const sessions = z.object({
  items: z.array(
    z.object({
      id,
      device: z.string(),
      ipPrefix: z.string(),
      createdAt: at,
      lastUsedAt: at,
      isCurrent: z.boolean(),
    }),
  ),
});

export const realNameBody = z.object({
  name: line(50).refine((text) => [...text].length >= 2, { message: 'too short' }),
  idNumber: z.string().max(40).meta({ description: '18 characters; the last may be X' }),
});
export const realNameAnswer = z.object({ state: realNameState, reason: z.string().nullable() });
export const proOpened = z.object({ proAt: at });

const region = z.object({
  province: line(30),
  city: line(30),
  district: z.string().trim().max(30),
});
export const addressBody = z.object({
  addressId: id.optional().meta({ description: 'Changes this address instead of adding one' }),
  name: line(40),
  phone: z.string().max(40),
  region,
  detail: line(200),
  isDefault: z.boolean().optional(),
});
export const address = z.object({
  id,
  name: z.string(),
  phone: z.string(),
  region: z.object({ province: z.string(), city: z.string(), district: z.string() }),
  detail: z.string(),
  isDefault: z.boolean(),
});
export const addresses = z.object({ items: z.array(address) });

export const realNameQueueItem = z.object({
  id,
  memberId: id,
  nickname: z.string(),
  joinedAt: at,
  name: z.string(),
  idNumberMasked: z.string(),
  submittedAt: at,
  queuedAt: at,
  samePersonCount: z.int(),
});
export const decisionBody = z.object({
  decision: z.enum(['verify', 'refuse']),
  reason: line(300).optional().meta({ description: 'Needed to refuse; the member reads it' }),
});
export const revealBody = z.object({ reason: line(300) });
export const revealed = z.object({ name: z.string(), idNumber: z.string() });
