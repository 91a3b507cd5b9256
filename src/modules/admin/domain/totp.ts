import { Secret, TOTP } from 'otpauth';
import { issuer } from './rules.ts';

/** @source RFC 6238: 30-second steps, 6 digits, SHA-1 (what authenticator apps understand) */
const stepMs = 30_000;
const settings = { issuer, algorithm: 'SHA1', digits: 6, period: stepMs / 1000 } as const;
/** A clock may be a step off either way. */
const windowSteps = 1;

/** A new second factor's secret, 160 bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address an authenticator app reads from a QR code. */
export function otpauthUrl(secret: string, label: string): string {
  return new TOTP({ ...settings, label, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step whose code this is, now or one step beside; undefined when it is none. */
export function matchingStep(secret: string, code: string, at: Date): number | undefined {
  const totp = new TOTP({ ...settings, secret: Secret.fromBase32(secret) });
  const timestamp = at.getTime();
  const delta = totp.validate({ token: code, timestamp, window: windowSteps });
  return delta === null ? undefined : Math.floor(timestamp / stepMs) + delta;
}

/** The code an authenticator app would show then; for tests and for the sandbox's operator. */
export function totpCode(secret: string, at: Date): string {
  const totp = new TOTP({ ...settings, secret: Secret.fromBase32(secret) });
  return totp.generate({ timestamp: at.getTime() });
}
