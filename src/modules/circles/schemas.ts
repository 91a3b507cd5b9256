import * as z from 'zod';
import { at, id, line, page, prose } from '#platform/http/schemas.ts';
import {
  askingWordsMax,
  circleKinds,
  cityMax,
  descriptionMax,
  joinRules,
  mailDomainsMax,
  nameMax,
  nameMin,
} from './domain/rules.ts';

const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

export const kind = z.enum(circleKinds);
const joinRule = z.enum(joinRules).meta({
  description: '`code`: an invite code; `request`: a keeper decides; `mail`: a code by mail',
});
const name = line(nameMax).refine((text) => [...text].length >= nameMin, { message: 'too short' });
const description = prose(descriptionMax);
export const city = line(cityMax);
const mailDomains = z.array(line(100)).max(mailDomainsMax);

export const circleBody = z.object({
  kind,
  name,
  description: description.default(''),
  city: city.nullish(),
  joinRule,
  mailDomains: mailDomains.optional(),
});
export const circlePatch = z.object({
  name: name.optional(),
  description: description.optional(),
  city: city.nullish(),
  joinRule: joinRule.optional(),
  mailDomains: mailDomains.optional(),
});
export const joinBody = z.object({ code: z.string().trim().min(1).max(40).optional() });
export const askBody = z.object({ words: prose(askingWordsMax).default('') });
export const mailBody = z.object({ mail: z.string().trim().min(1).max(254) });
export const mailCodeBody = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/)
    .meta({ description: 'The six digits that were sent' }),
});
export const decisionBody = z.object({ decision: z.enum(['accept', 'decline']) });
export const pickupPointBody = z.object({
  pickupPointId: id.optional(),
  name: line(40),
  description: prose(300).default(''),
  hours: prose(60).default(''),
});

const circleCardShape = {
  id,
  kind,
  name: z.string(),
  description: z.string(),
  city: z.string().nullable(),
  joinRule,
  memberCount: z.int(),
};
export const pickupPoint = z.object({
  id,
  name: z.string(),
  description: z.string(),
  hours: z.string(),
});
export const circleView = z.object({
  ...circleCardShape,
  mailDomains: z.array(z.string()),
  foundedAt: at,
  standing: z.enum(['none', 'asked', 'removed', 'member', 'keeper']),
  joinedAt: at.nullable(),
  pickupPoints: z.array(pickupPoint),
  waitingCount: z.int(),
  isOperated: z.boolean(),
});
export const circleCards = page(z.object(circleCardShape));
export const myCircles = z.object({
  items: z.array(
    z.object({ ...circleCardShape, isKeeper: z.boolean(), joinedAt: at, waitingCount: z.int() }),
  ),
});
export const circleMembers = page(
  z.object({ member: memberCard, joinedAt: at, isKeeper: z.boolean() }),
);
export const joinRequests = page(
  z.object({ id, member: memberCard, words: z.string(), askedAt: at }),
);
export const mailSent = z.object({ mailMasked: z.string(), expiresAt: at, resendAt: at });
export const inviteCode = z.object({ code: z.string() });
