import type { OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { OfficerServiceService, WatchOfficersRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { unless } from '@safe-community/domain-kit';
import { watchLedger, type OwnLedger } from '@safe-community/ledger';
import { given, readWatchToken, watchTokenOf } from '@safe-community/service-kit';
import { isFirstLevel } from '../territory/module.ts';
import { changeOf } from './officer-change.events.ts';

const { streamQuery } = given<{ readonly ledger: OwnLedger }>();

/**
 * The changes of officers, as a stream that does not end. Its tokens need no encryption, unlike those of incidents: a
 * caller who may watch may see every change, so nothing can be counted.
 */
export const watchOfficers = streamQuery(OfficerServiceService.watchOfficers, {
  parse({ request, fields }) {
    const { oblastCode } = request;
    const isKnown = oblastCode === '' || isFirstLevel(oblastCode);
    fields.check(unless(isKnown, 'oblast_code', 'must be the KATOTTG code of an oblast or a city with special status'));
    return { oblastCode, ...readWatchToken(request, fields, WatchOfficersRequest) };
  },
  read: ({ query: { oblastCode, after }, call, deps: { ledger } }) =>
    watchLedger(ledger, after, (event) => wanted(changeOf(event), oblastCode), call),
  reply: ({ found: { place, change }, query: { filter } }) => ({ resumeToken: watchTokenOf(filter, place), change }),
});

function wanted(change: OfficerChange | undefined, oblastCode: string): OfficerChange | undefined {
  return oblastCode === '' || change?.oblastCode === oblastCode ? change : undefined;
}
