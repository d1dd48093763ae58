import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { invalid, Refusal, refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { streamOf } from './stream-of.ts';

const PURPOSE = 'purpose';
/** The headers that say who acts and for which purpose. Without one of them, a call has another meaning. */
const IDENTITY_HEADERS: ReadonlySet<string> = new Set(['authorization', 'acting-user', PURPOSE]);
const BINARY_SUFFIX = '-bin';
/** What gRPC allows in the value of a header: visible ASCII and spaces. */
const PRINTABLE_ASCII = /^[ -~]*$/;
const EDGE_BLANK = /^[ \t]|[ \t]$/;

/** For each stream that has begun, what is wrong with these headers. */
const checked = new WeakMap<object, readonly BrokenHeader[]>();
const watched = new WeakSet<object>();
let isWatching = false;

/**
 * Checks the headers of incoming HTTP/2 streams as they were sent. What is between the wire and a handler serves some
 * calls as if nobody acted: Node keeps the first of repeated `authorization` headers, and grpc-js drops a value with other
 * characters. That Node drops values with a blank at an edge is switched off (`credentials.ts`), so that they get here.
 */
export function watchHeaders(): void {
  if (isWatching) return;
  isWatching = true;
  // Only the event of the session has the headers as sent. It is emitted after this notice of its first stream.
  subscribe('http2.server.stream.created', (created) => {
    const { session } = (created as { stream: ServerHttp2Stream }).stream;
    if (session === undefined || watched.has(session)) return;
    watched.add(session);
    (session as ServerHttp2Session).prependListener('stream', check);
  });
}

function check(stream: ServerHttp2Stream, _: IncomingHttpHeaders, __: number, sent: readonly string[]): void {
  checked.set(stream, brokenIn(sent));
}

interface BrokenHeader {
  readonly name: string;
  readonly rule: string;
}

/** @param sent names and values by turns. */
function brokenIn(sent: readonly string[]): BrokenHeader[] {
  const found = new Set<string>();
  const broken: BrokenHeader[] = [];
  for (let at = 0; at < sent.length; at += 2) {
    const name = sent[at] ?? '';
    const isBinary = name.endsWith(BINARY_SUFFIX);
    const plain = isBinary ? name.slice(0, -BINARY_SUFFIX.length) : name;
    if (!IDENTITY_HEADERS.has(plain)) continue;
    const rule = isBinary ? `must be sent as text, not as ${name}` : ruleBrokenBy(sent[at + 1] ?? '', found.has(plain));
    if (rule !== undefined) broken.push({ name: plain, rule });
    found.add(plain);
  }
  return broken;
}

function ruleBrokenBy(value: string, isRepeated: boolean): string | undefined {
  if (isRepeated) return 'must be sent once';
  if (EDGE_BLANK.test(value)) return 'must not begin or end with a blank';
  return PRINTABLE_ASCII.test(value) ? undefined : 'must be of printable ASCII characters';
}

/** Throws UNAUTHENTICATED if a header that says who acts would not reach the handler as it was sent. */
export function requireIntactPerson(call: object): void {
  const violations = violationsOf(call, (name) => name !== PURPOSE);
  if (violations.length === 0) return;
  const { message } = invalid(violations);
  throw new Refusal('unauthenticated', message, { reason: 'PERSON_UNREADABLE', violations });
}

/** Throws INVALID_ARGUMENT if the purpose would not. */
export function requireIntactPurpose(call: object): void {
  refuseInvalid(violationsOf(call, (name) => name === PURPOSE));
}

function violationsOf(call: object, concerns: (name: string) => boolean): Violation[] {
  const broken = checked.get(streamOf(call));
  if (broken === undefined) throw new Error('the headers of the call were not checked');
  return broken.filter(({ name }) => concerns(name)).map(({ name, rule }) => ({ field: `metadata ${name}`, rule }));
}
