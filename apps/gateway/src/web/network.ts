/**
 * The network of a visitor, for rate limits: the first 24 bits of an IPv4 address, the first 56 of an IPv6 address, which
 * a provider gives to one customer. Texts that are no address share one network.
 */
export function networkOf(address: string): string {
  const mapped = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(address);
  if (mapped !== null) return mapped.slice(1).join('.');
  const groups = groupsOf(address.replace(/%.*$/, '').toLowerCase());
  if (groups === undefined) return 'unknown';
  const [first, second, third, fourth = 0] = groups;
  return [first, second, third, fourth & 0xff00].map((group) => (group ?? 0).toString(16)).join(':');
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] | undefined {
  if (!/^[0-9a-f:]{2,39}$/.test(address)) return undefined;
  const [head = '', tail, ...more] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}

/**
 * The address of the visitor. Behind proxies it is in X-Forwarded-For, where each trusted one has added the address that
 * it saw; what lies further left was written by the visitor and is not believed.
 *
 * @param trusted the number of proxies in front of the gateway.
 */
export function visitorAddress(peer: string, forwardedFor: string, trusted: number): string {
  if (trusted === 0) return peer;
  const seen = forwardedFor.split(',').map((each) => each.trim());
  return seen.at(-trusted) ?? peer;
}
