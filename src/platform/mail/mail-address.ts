/** RFC 5321 §4.5.3.1: a path of 256 octets, the angle brackets among them. */
const addressMax = 254;
const localMax = 64;
const shape = /^([a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@([a-z0-9.-]+)$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A mail address in the one form it is compared and stored in: trimmed, lower case. Plain ASCII
 * addresses with a named domain only: no quoted parts, no comments, no bare IP addresses.
 * @returns undefined when it is no such address
 */
export function normalizeMailAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  if (address.length > addressMax) return undefined;
  const [, local, domain] = shape.exec(address) ?? [];
  if (!local || !domain || local.length > localMax) return undefined;
  const labels = domain.split('.');
  const isNamed = labels.length > 1 && /^[a-z][a-z0-9-]+$/.test(labels.at(-1)!);
  return isNamed && labels.every((one) => label.test(one)) ? address : undefined;
}

/** The part after the @, of a normalized address. */
export function mailDomainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** What of an address is shown to its owner: `l***@uni.edu.cn`. */
export function maskMailAddress(address: string): string {
  return `${address[0]}***@${mailDomainOf(address)}`;
}
