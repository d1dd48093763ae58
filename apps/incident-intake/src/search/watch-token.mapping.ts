import { markOfFilter } from '@safe-community/grpc-kit';
import { WatchIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { WatchPlace } from '@safe-community/ledger';
import type { WatchCipher } from './watch-cipher.adapter.ts';

/** Enough for every position: all tokens have the same length. */
const DIGITS = 19;

/**
 * Writes the tokens of one watch: its place, and the filter to which it belongs. Encrypted, because the positions between
 * two changes count changes that the watcher may not see.
 */
export function resumeTokens(
  cipher: WatchCipher,
  watcher: string,
  request: WatchIncidentsRequest,
): (place: WatchPlace) => string {
  const mark = filterMark(request);
  const encrypt = cipher.encryptFor(watcher);
  return ({ epoch, position }) => encrypt(`${epoch}.${String(position).padStart(DIGITS, '0')}.${mark}`);
}

interface WatchStart {
  /** Absent: from now on. */
  readonly after: WatchPlace | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose filter is valid. */
export function readResumeToken(cipher: WatchCipher, watcher: string, request: WatchIncidentsRequest): WatchStart {
  if (request.resumeToken === '') return { after: undefined, violations: [] };
  const text = cipher.decrypt(watcher, request.resumeToken);
  if (text === undefined) return broken('must be a resume_token of an earlier answer to the same caller');
  // Authentic, so it is as it was written.
  const [epoch = '', position = '', mark] = text.split('.');
  if (mark !== filterMark(request)) return broken('is of a watch with another filter');
  return { after: { epoch, position: BigInt(position) }, violations: [] };
}

function broken(rule: string): WatchStart {
  return { after: undefined, violations: [{ field: 'resume_token', rule }] };
}

/** Equal for equal filters, whatever the order of their states is. */
function filterMark(request: WatchIncidentsRequest): string {
  const states = request.states.toSorted((a, b) => a - b);
  return markOfFilter(WatchIncidentsRequest.encode({ ...request, resumeToken: '', states }).finish());
}
