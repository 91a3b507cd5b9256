/** What a circle gathers around. */
export const circleKinds = ['campus', 'building', 'city', 'fandom'] as const;
export type CircleKind = (typeof circleKinds)[number];

/** How one comes in. */
export const joinRules = ['open', 'code', 'request', 'mail'] as const;
export type JoinRule = (typeof joinRules)[number];

/** Circles one member can be in. */
export const circlesOfMemberMax = 100;
