import { pageTokenOf, readPageToken, toBigInt } from '@safe-community/grpc-kit';
import type { OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { OfficerServiceService, WatchOfficersRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { isUuid, refuseInvalid, unless } from '@safe-community/domain-kit';
import { watchLedger, type OwnLedger, type WatchPlace } from '@safe-community/ledger';
import { stream, type Rpc } from '@safe-community/service-kit';
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
        const { place: after, violations } = readPageToken(filter, request.resumeToken, toWatchPlace);
        if (violations.length > 0) refuseInvalid([{ field: 'resume_token', rule: TOKEN_RULE }]);
        const changes = watchLedger(ledger, after, (event) => wanted(changeOf(event), oblastCode), call);
        for await (const { place, change } of changes) {
          yield { resumeToken: pageTokenOf(filter, `${place.epoch} ${place.position}`), change };
        }
      },
  );
}

const TOKEN_RULE = 'must be a resume_token of an earlier answer with the same filter';

function wanted(change: OfficerChange | undefined, oblastCode: string): OfficerChange | undefined {
  return oblastCode === '' || change?.oblastCode === oblastCode ? change : undefined;
}

function toWatchPlace(text: string): WatchPlace | undefined {
  const [epoch = '', digits = '', ...rest] = text.split(' ');
  const position = digits === '0' ? 0n : toBigInt(digits);
  return isUuid(epoch) && position !== undefined && rest.length === 0 ? { epoch, position } : undefined;
}
