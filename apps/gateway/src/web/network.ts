/** Where a visitor comes from, for limits. Texts that are no address share one of both. */
export interface Origin {
  /** An IPv4 address, or the first 64 bits of an IPv6 address: what a person or a household has. */
  readonly address: string;
  /** The first 24 bits of an IPv4 address, the first 48 of an IPv6 address: what an organization or a provider has. */
  readonly network: string;
}

const UNKNOWN: Origin = { address: 'unknown', network: 'unknown' };

/** @param text an address; behind it a proxy may have written a port. */
export function originOf(text: string): Origin {
  const [, v4 = ''] = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/i.exec(text) ?? [];
  if (v4 !== '') return ofV4(v4.split('.'));
  const [, inBrackets = text] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? [];
  const groups = groupsOf(inBrackets.replace(/%.*$/, '').toLowerCase());
  if (groups === undefined) return UNKNOWN;
  const [high = 0, low = 0] = groups.slice(6);
  const isV4 = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (isV4) return ofV4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
  const words = groups.map((group) => group.toString(16));
  return { address: words.slice(0, 4).join(':'), network: words.slice(0, 3).join(':') };
}

function ofV4(bytes: readonly (string | number)[]): Origin {
  return { address: bytes.join('.'), network: bytes.slice(0, 3).join('.') };
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
