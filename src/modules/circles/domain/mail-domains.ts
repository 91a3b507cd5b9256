import { mailDomainOf } from '#platform/mail/mail-address.ts';

const domainShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+$/;

/** A domain as it is stored: `pku.edu.cn`, without @; undefined when it is none. */
export function normalizeDomain(text: string): string | undefined {
  const domain = text.trim().toLowerCase().replace(/^@/, '');
  return domain.length <= 100 && domainShape.test(domain) ? domain : undefined;
}

/** Whether an address belongs to one of the domains; `stu.pku.edu.cn` belongs to `pku.edu.cn`. */
export function isOfDomains(address: string, domains: readonly string[]): boolean {
  const domain = mailDomainOf(address);
  return domains.some((one) => domain === one || domain.endsWith(`.${one}`));
}

/** The mailbox behind an address: `lin+shop@…` is read by the same person as `lin@…`. */
export function mailboxOf(address: string): string {
  const domain = mailDomainOf(address);
  const local = address.slice(0, -(domain.length + 1));
  return `${local.split('+')[0] || local}@${domain}`;
}
