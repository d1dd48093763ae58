import { WatchIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Violation } from '@safe-community/grpc-kit';
import { validate as isUuid } from 'uuid';
import type { WatchPlace } from '../../../app/reading/watch-incidents.ts';
import { markOf } from '../page-token.ts';

/** Writes the tokens of one watch: up to where it has come, and for which filter they hold. */
export function resumeTokens(request: WatchIncidentsRequest): (place: WatchPlace) => string {
  const mark = filterMark(request);
  return ({ epoch, position }) => Buffer.from(`${epoch}.${position}.${mark}`).toString('base64url');
}

interface WatchStart {
  /** Absent: from now on. */
  readonly after: WatchPlace | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose filter is valid. */
export function readResumeToken(request: WatchIncidentsRequest): WatchStart {
  if (request.resumeToken === '') return { after: undefined, violations: [] };
  const [epoch = '', position = '', mark, ...rest] = Buffer.from(request.resumeToken, 'base64url')
    .toString()
    .split('.');
  // Digits enough for every position, and few enough for the database to hold.
  if (!isUuid(epoch) || !/^\d{1,18}$/.test(position) || rest.length > 0) {
    return broken('must be a resume_token of an earlier answer');
  }
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
