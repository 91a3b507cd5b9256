import { X509Certificate, type KeyObject } from 'node:crypto';
import { minuteMs, type Clock } from '#platform/clock.ts';
import { Denial, outage } from '../wire.ts';

/** A certificate of WeChat's platform, as its list gives it, opened. */
export type PlatformCertificate = { serial: string; pem: string; expiresAt: Date };

export type WechatKeys = {
  /** The key under a `Wechatpay-Serial`: the public key we were given, or a certificate's. */
  find(serial: string): Promise<KeyObject | undefined>;
  /** The key to seal names with, and what WeChat calls it. */
  forSealing(): Promise<{ serial: string; key: KeyObject }>;
};

type Options = {
  clock: Clock;
  /** WeChat Pay's public key; without it, certificates alone. */
  publicKey: { id: string; key: KeyObject } | undefined;
  download(): Promise<PlatformCertificate[]>;
};

/** A strange serial asks for the list at most this often: certificates change twice in ten years. */
const downloadPauseMs = 10 * minuteMs;

/**
 * The keys that WeChat's answers and notices are signed with. Both kinds live side by side while
 * a merchant changes over; the serial number says which one was used.
 */
export function createWechatKeys({ clock, publicKey, download }: Options): WechatKeys {
  let known: Known = new Map();
  let askedAtMs = -Infinity;
  let asking: Promise<void> | undefined;
  const refresh = async () => {
    known = await keysOf(download);
  };
  const ask = () => {
    asking ??= refresh().finally(() => (asking = undefined));
    return asking;
  };
  const valid = (serial: string) => {
    const found = known.get(serial);
    return found && found.expiresAt > clock.now() ? found.key : undefined;
  };
  return {
    async find(serial) {
      if (serial === publicKey?.id) return publicKey.key;
      if (!/^[0-9A-F]{16,64}$/.test(serial)) return undefined;
      const found = valid(serial);
      if (found) return found;
      const nowMs = clock.now().getTime();
      if (!asking && nowMs - askedAtMs < downloadPauseMs) return undefined;
      await ask();
      // Only a list that came is a reason not to ask again.
      askedAtMs = nowMs;
      return valid(serial);
    },
    async forSealing() {
      if (publicKey) return { serial: publicKey.id, key: publicKey.key };
      if (![...known.keys()].some(valid)) await ask();
      const serial = [...known.keys()].findLast(valid);
      if (!serial) throw new Error('WeChat has no certificate to seal with');
      return { serial, key: known.get(serial)!.key };
    },
  };
}

type Known = Map<string, { key: KeyObject; expiresAt: Date }>;

async function keysOf(download: Options['download']): Promise<Known> {
  const certificates = await download().catch((error: unknown) => {
    // A merchant that came with the public key has no certificates at all.
    if (error instanceof Denial) return [];
    throw error;
  });
  return new Map(
    certificates.map(({ serial, pem, expiresAt }) => [serial, { key: keyOf(pem), expiresAt }]),
  );
}

function keyOf(pem: string): KeyObject {
  try {
    return new X509Certificate(pem).publicKey;
  } catch (error) {
    throw outage(error);
  }
}
