import type { OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { OfficerServiceService, WatchOfficersRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { refuseInvalid, unless } from '@safe-community/domain-kit';
import { watchLedger, type OwnLedger } from '@safe-community/ledger';
import { readWatchToken, stream, watchTokenOf, type Rpc } from '@safe-community/service-kit';
import { isFirstLevel } from '../territory/module.ts';
import { changeOf } from './officer-change.events.ts';

/**
 * The changes of officers, as a stream that does not end. Its tokens need no encryption, unlike those of incidents: a
 * caller who may watch may see every change, so nothing can be counted.
 */
export function watchOfficers(ledger: OwnLedger): Rpc {
  return stream(
    OfficerServiceService.watchOfficers,
    () =>
      async function* (request, call) {
        const { oblastCode } = request;
        const isKnown = oblastCode === '' || isFirstLevel(oblastCode);
        refuseInvalid(
          unless(isKnown, 'oblast_code', 'must be the KATOTTG code of an oblast or a city with special status'),
        );
        const filter = WatchOfficersRequest.encode({ ...request, resumeToken: '' }).finish();
        const after = readWatchToken(filter, request.resumeToken);
        const changes = watchLedger(ledger, after, (event) => wanted(changeOf(event), oblastCode), call);
        for await (const { place, change } of changes) {
          yield { resumeToken: watchTokenOf(filter, place), change };
        }
      },
  );
}

function wanted(change: OfficerChange | undefined, oblastCode: string): OfficerChange | undefined {
  return oblastCode === '' || change?.oblastCode === oblastCode ? change : undefined;
}
