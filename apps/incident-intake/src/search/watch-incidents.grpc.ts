import type {
  IncidentChange,
  WatchIncidentsRequest,
  WatchIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { watchIncidents, type OwnLedger, type WatchSeals } from './watch-incidents.app.ts';
import { scopeViolations } from './scope-violations.grpc.ts';
import { readResumeToken, resumeTokens } from './watch-token.grpc.ts';

export function handleWatchIncidents(ledger: OwnLedger, seals: WatchSeals) {
  return async function* (request: WatchIncidentsRequest, call: CallContext): AsyncGenerator<WatchIncidentsResponse> {
    refuseInvalid(scopeViolations(request));
    const { after, violations } = readResumeToken(seals, call.caller.name, request);
    refuseInvalid(violations);
    const tokenOf = resumeTokens(seals, call.caller.name, request);
    const order = { rights: call.rights, after, isWanted: wanted(request) };
    for await (const { place, change } of watchIncidents(ledger, order, call)) {
      yield { resumeToken: tokenOf(place), change };
    }
  };
}

function wanted({ oblastCode, hromadaCode, category, states }: WatchIncidentsRequest) {
  return (change: IncidentChange): boolean =>
    (oblastCode === '' || change.oblastCode === oblastCode) &&
    (hromadaCode === '' || change.hromadaCode === hromadaCode) &&
    (category === 0 || change.category === category) &&
    (states.length === 0 || states.includes(change.state));
}
