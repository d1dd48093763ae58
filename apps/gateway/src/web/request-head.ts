/** Why a request is refused before anything reads it. Its rule repeats nothing that was sent. */
export interface BrokenHead {
  readonly status: 400 | 501;
  readonly rule: string;
}

/** Headers of which only one can be meant: two programs on the way would each believe another. */
const GIVEN_ONCE = [
  'Host',
  'Origin',
  'Referer',
  'Sec-Fetch-Site',
  'Content-Type',
  'Content-Length',
  'Content-Encoding',
  'Transfer-Encoding',
];
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i;
const MAX_PORT = 65_535;

/**
 * What is wrong with the head of a request, which Node lets pass; undefined if nothing is.
 *
 * @param rawHeaders names and values in turn, as they were sent.
 * @param target the second word of the request: a path, or an address.
 */
export function brokenHead(rawHeaders: readonly string[], target: string): BrokenHead | undefined {
  const valuesOf = (name: string): string[] =>
    rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase());
  const repeated = GIVEN_ONCE.find((name) => valuesOf(name).length > 1);
  if (repeated !== undefined) return broken(`${repeated} must be given once`);
  const [host = ''] = valuesOf('Host');
  const [named, port = '0'] = HOST.exec(host) ?? [];
  if (named === undefined || Number(port) > MAX_PORT)
    return broken('Host must be a name or an address, with a port or without');
  if (!target.startsWith('/') && !isAt(target, host)) {
    return broken('the target must be a path, or an address at the host that Host names');
  }
  const [coding = 'chunked'] = valuesOf('Transfer-Encoding');
  // No other is undone here.
  if (coding.toLowerCase() !== 'chunked') return { status: 501, rule: 'Transfer-Encoding must be chunked' };
  return undefined;
}

function broken(rule: string): BrokenHead {
  return { status: 400, rule };
}

/** Whether an address, as clients of a proxy write it, is at the host, and names no user. */
function isAt(target: string, host: string): boolean {
  const [scheme] = /^https?:\/\//i.exec(target) ?? [];
  if (scheme === undefined) return false;
  const [address, own] = [URL.parse(target), URL.parse(`${scheme}${host}`)];
  return address?.host === own?.host && address?.username === '' && address.password === '';
}
