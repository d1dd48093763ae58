import { WatchIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { WatchPlace, WatchSeals } from './watch-incidents.app.ts';
import { markOf } from '../incident/page-token.grpc.ts';

/** Enough for every position: tokens of all places are of one length. */
const DIGITS = 19;

/**
 * Writes the tokens of one watch: up to where it has come, and for which filter they hold. Sealed, for the positions
 * between two changes count those that the watcher may not know of.
 */
export function resumeTokens(
  seals: WatchSeals,
  watcher: string,
  request: WatchIncidentsRequest,
): (place: WatchPlace) => string {
  const mark = filterMark(request);
  const seal = seals.sealFor(watcher);
  return ({ epoch, position }) => seal(`${epoch}.${String(position).padStart(DIGITS, '0')}.${mark}`);
}

interface WatchStart {
  /** Absent: from now on. */
  readonly after: WatchPlace | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose filter is valid. */
export function readResumeToken(seals: WatchSeals, watcher: string, request: WatchIncidentsRequest): WatchStart {
  if (request.resumeToken === '') return { after: undefined, violations: [] };
  const text = seals.open(watcher, request.resumeToken);
  if (text === undefined) return broken('must be a resume_token of an earlier answer to the same caller');
  // Authentic, so as it was written.
  const [epoch = '', position = '', mark] = text.split('.');
  if (mark !== filterMark(request)) return broken('is of a watch with another filter');
  return { after: { epoch, position: BigInt(position) }, violations: [] };
}

function broken(rule: string): WatchStart {
  return { after: undefined, violations: [{ field: 'resume_token', rule }] };
}

/** The same for the same filter, in whatever order it names the states. */
function filterMark(request: WatchIncidentsRequest): string {
  const states = request.states.toSorted((a, b) => a - b);
  return markOf(WatchIncidentsRequest.encode({ ...request, resumeToken: '', states }).finish());
}
