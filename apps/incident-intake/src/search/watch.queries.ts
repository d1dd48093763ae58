import {
  IncidentIntakeServiceService,
  type IncidentChange,
  type WatchIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Envelope } from '@safe-community/events';
import { maySee, type Rights } from '@safe-community/security/policy';
import { watchLedger, type FollowEnd, type OwnLedger, type WatchPlace, type WatchStep } from '@safe-community/ledger';
import { given } from '@safe-community/service-kit';
import { maySeeIncident, toCategory } from '../incident/module.ts';
import { changeOf } from './incident-changes.events.ts';
import { checkScope } from './incident.mapping.ts';
import type { WatchCipher } from './watch-cipher.adapter.ts';
import { readResumeToken, resumeTokens } from './watch-token.mapping.ts';

interface WatchParts {
  readonly ledger: OwnLedger;
  readonly cipher: WatchCipher;
}

const { streamQuery } = given<WatchParts>();

/** The changes of incidents that the caller may see, as a stream that does not end. */
export const watchChanges = streamQuery(IncidentIntakeServiceService.watchIncidents, {
  parse({ request, fields, call, deps: { cipher } }) {
    fields.check(checkScope(request));
    if (fields.violations.length > 0) return { request, after: undefined, tokenOf: () => '' };
    const { after, violations } = readResumeToken(cipher, call.caller.name, request);
    fields.check(violations);
    return { request, after, tokenOf: resumeTokens(cipher, call.caller.name, request) };
  },
  read: ({ query: { request, after }, call, deps: { ledger } }) =>
    watchIncidents(ledger, { rights: call.rights, after, isWanted: wanted(request) }, call),
  reply: ({ found: { place, change }, query: { tokenOf } }) => ({ resumeToken: tokenOf(place), change }),
});

function wanted({ oblastCode, hromadaCode, category, states }: WatchIncidentsRequest) {
  return (change: IncidentChange): boolean =>
    (oblastCode === '' || change.oblastCode === oblastCode) &&
    (hromadaCode === '' || change.hromadaCode === hromadaCode) &&
    (category === 0 || change.category === category) &&
    (states.length === 0 || states.includes(change.state));
}

export interface WatchOrder {
  readonly rights: Rights;
  /** Absent: from now on. */
  readonly after: WatchPlace | undefined;
  readonly isWanted: (change: IncidentChange) => boolean;
}

/** The changes of incidents that the caller may see, without tests: see `watchLedger`. */
export function watchIncidents(
  ledger: OwnLedger,
  { rights, after, isWanted }: WatchOrder,
  end: FollowEnd,
  tokenEveryMs?: number,
): AsyncGenerator<WatchStep<IncidentChange>> {
  return watchLedger(ledger, after, (event) => visibleChange(event, rights, isWanted), end, tokenEveryMs);
}

function visibleChange(event: Envelope, rights: Rights, isWanted: WatchOrder['isWanted']): IncidentChange | undefined {
  if (event.isTest) return undefined;
  const change = changeOf(event);
  return isEntitled(rights, change) && isWanted(change) ? change : undefined;
}

/** A category that this version does not know might be a sensitive one. */
function isEntitled(rights: Rights, { category: number, oblastCode, hromadaCode }: IncidentChange): boolean {
  const category = toCategory(number);
  if (category === undefined) return maySee(rights, { category: '', isSensitive: true, oblastCode, hromadaCode });
  return maySeeIncident(rights, { category, oblastCode, hromadaCode });
}
