import {
  ListResponseTargetsRequest,
  ResponseTargetServiceService as Targets,
} from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { checkOptionalDay, type Recorded } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { seriesOf, targetsOn, type ResponseTarget } from './response-target.ts';
import { notAppliedReason, toTargetMessage } from './targets.mapping.ts';
import { TARGETS } from './targets.store.ts';

const listTargets = query(Targets.listResponseTargets, {
  parse({ request, fields }) {
    const validOn = fields.text('valid_on', checkOptionalDay);
    const list = readListPage(request, fields, ListResponseTargetsRequest, toPlace);
    return { list, validOn, includeReplaced: request.includeReplaced };
  },
  async read({ query: { validOn, includeReplaced, list }, database }) {
    const { place, size } = list;
    const all = await TARGETS.list(database.em.fork(), includeReplaced);
    const listed = validOn === '' ? all : heldOn(all, validOn);
    const found = listed.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const { page: shown, last } = pageOf(
      found.filter((each) => placeOf(each) > (place ?? '')).slice(0, size + 1),
      size,
    );
    return { shown, nextPageToken: nextPageToken(list, last && placeOf(last)) };
  },
  reply: ({ found: { shown, nextPageToken } }) => ({
    targets: shown.map(toTargetMessage),
    records: toRecordMessages(shown),
    notAppliedReasons: shown.map(notAppliedReason),
    nextPageToken,
  }),
});

/** With the former versions of the targets that hold. */
function heldOn(all: readonly Recorded<ResponseTarget>[], day: string): Recorded<ResponseTarget>[] {
  const current = all.filter(({ record }) => record.replacedAt === undefined);
  const held = new Set(targetsOn(current, day).map(dateOf));
  return all.filter((target) => held.has(dateOf(target)));
}

function dateOf(target: ResponseTarget): string {
  return `${target.validFrom}/${seriesOf(target)}`;
}

/** Where a version is in the list: by date, of one date by its series, and of one series by version. */
function placeOf(target: Recorded<ResponseTarget>): string {
  return `${dateOf(target)}/${String(target.record.version).padStart(10, '0')}`;
}

function toPlace(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}(?:\/[a-z0-9_]*){4}\/(?:UA\d{17})?\/\d{10}$/.test(text) ? text : undefined;
}

export const TARGET_QUERIES: readonly Rpc[] = [listTargets];
