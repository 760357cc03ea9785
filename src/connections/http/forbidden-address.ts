import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Where a cloud tells a machine about itself, credentials included; and what may lead there unseen. */
const NEVER = [
  '169.254.169.0/24', // AWS, Azure, Google and most others
  '169.254.170.0/24', // AWS, containers
  'fd00:ec2::/32', // AWS
  'fd20:ce::254/128', // Google
  'fe80::a9fe:a9fe/128', // OpenStack
  '169.254.42.42/32', // Scaleway
  'fd00:42::42/128', // Scaleway
  '168.63.129.16/32', // Azure; of a public range
  '100.100.100.200/32', // Alibaba
  '192.0.0.192/32', // Oracle
  // NAT64 by a network's own prefix (RFC 8215): only the network knows where in it the IPv4 address stands.
  '64:ff9b:1::/48',
].map((range) => ipaddr.parseCIDR(range));

/** IPv6 addresses that lead to an IPv4 address, and the byte at which it stands. */
const LEADING_TO_IPV4: readonly (readonly [[Address, number], number])[] = [
  [ipaddr.parseCIDR('::/96'), 12], // IPv4-compatible (RFC 4291)
  [ipaddr.parseCIDR('::ffff:0:0/96'), 12], // IPv4-mapped (RFC 4291)
  [ipaddr.parseCIDR('::ffff:0:0:0/96'), 12], // IPv4-translated (RFC 7915)
  [ipaddr.parseCIDR('64:ff9b::/96'), 12], // NAT64 (RFC 6052)
  [ipaddr.parseCIDR('2002::/16'), 2], // 6to4 (RFC 3056)
];

/** All of IPv6 that is given to the public (RFC 4291). */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Why an address must not be called, for the end of a sentence; undefined where it may be. Without `allowPrivate` only
 * public unicast addresses may be: not loopback, link-local, private, shared (CGNAT), multicast, unspecified, reserved
 * ones, in whatever form an IPv4 address is written into an IPv6 one.
 */
export function forbiddenAddress(text: string, allowPrivate: boolean): string | undefined {
  if (!ipaddr.isValid(text)) return 'is not an IP address';
  const address = ipaddr.parse(text);
  const behind = ipv4Behind(address);
  if ([address, behind].some((one) => one !== undefined && NEVER.some((range) => isIn(one, range)))) {
    return "is that of a cloud's metadata service, which is never called";
  }
  return allowPrivate || isPublic(behind ?? address) ? undefined : 'is not a public one';
}

function isPublic(address: Address): boolean {
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || isIn(address, PUBLIC_IPV6));
}

function ipv4Behind(address: Address): Address | undefined {
  const form = LEADING_TO_IPV4.find(([range]) => isIn(address, range));
  if (form === undefined) return undefined;
  const [, at] = form;
  return ipaddr.fromByteArray(address.toByteArray().slice(at, at + 4));
}

function isIn(address: Address, [network, bits]: [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
