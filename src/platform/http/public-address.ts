import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Of IPv4 everything is public but these: our own machine, private networks, what is set aside. */
const notPublic = new BlockList();
for (const range of `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16
  192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`.split(
  /\s+/,
)) {
  addTo(notPublic, range, 'ipv4');
}

/**
 * Of IPv6 only global unicast is public, and not all of it: addresses that carry an IPv4 address
 * inside (6to4, Teredo) could lead back in. Mapped, translated, local and unique local ones lie
 * outside of global unicast.
 */
const global = new BlockList();
addTo(global, '2000::/3', 'ipv6');
const notGlobal = new BlockList();
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  addTo(notGlobal, range, 'ipv6');
}

function addTo(list: BlockList, range: string, family: 'ipv4' | 'ipv6'): void {
  const [network, bits] = range.split('/');
  list.addSubnet(network!, Number(bits), family);
}

/** Whether an address lies in the open internet: neither here, nor in a network behind us. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return global.check(address, 'ipv6') && !notGlobal.check(address, 'ipv6');
}
