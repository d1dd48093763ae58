import {
  ListRequestUpdatesRequest,
  PublicRequestServiceService as Requests,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { checkUuid, isUuid, unless } from '@safe-community/domain-kit';
import { checkPageSize, pageOf, pageSizeOf, pageTokenOf, readPageToken, toNumber } from '@safe-community/grpc-kit';
import { given } from '@safe-community/service-kit';
import { stateNumber } from '../incident/module.ts';
import { DEFAULT_WINDOW_DAYS, isLongerThan, MAX_SKIPPED, windowOf } from './public-request.ts';
import { publishedOf, type PublicRequestsShared } from './public-requests.queries.ts';
import { listUpdates, type UpdatePlace } from './request-updates.store.ts';

const { query } = given<Pick<PublicRequestsShared, 'catalogue'>>();

/** How requests went on: the states that they reached, and when. */
export const listRequestUpdates = query(Requests.listRequestUpdates, {
  parse({ request, fields, clock }) {
    const { requestIds, skip, pageSize } = request;
    fields.check(requestIds.flatMap((id, index) => checkUuid(id, `request_ids[${index}]`)));
    fields.check(unless(skip <= MAX_SKIPPED, 'skip', `must be at most ${MAX_SKIPPED}`));
    fields.check(checkPageSize(pageSize));
    const from = fields.optionalTime('recorded_from');
    const to = fields.optionalTime('recorded_to');
    if (fields.violations.length > 0) return fields.refusal();
    const isOpen = from === undefined && to === undefined && requestIds.length > 0;
    const shown = isOpen ? undefined : windowOf(from, to, clock.now());
    const isShort = shown === undefined || !isLongerThan(shown, DEFAULT_WINDOW_DAYS);
    fields.check(unless(isShort, 'recorded_from', `must be at most ${DEFAULT_WINDOW_DAYS} days before recorded_to`));
    const token = readPageToken(filterOf(request), request.pageToken, toPlace);
    fields.check(token.violations);
    const ids = requestIds.map((id) => id.toLowerCase());
    return { request, requestIds: ids, shown, after: token.place, skip, size: pageSizeOf(pageSize) };
  },
  async read({ query: { requestIds, shown, after, skip, size }, database, deps: { catalogue } }) {
    const filter = { requestIds, shown, categories: publishedOf(catalogue) };
    return pageOf(await listUpdates(database.em.fork(), filter, { after, skip, most: size + 1 }), size);
  },
  reply: ({ found: { page, last }, query: { request } }) => ({
    updates: page.map(({ requestId, version, state, shownAt }) => ({
      requestId,
      version,
      state: stateNumber(state),
      recordedTime: shownAt,
    })),
    nextPageToken:
      last === undefined ? '' : pageTokenOf(filterOf(request), `${last.shownMicros}/${last.requestId}/${last.version}`),
  }),
});

function filterOf(request: ListRequestUpdatesRequest): Uint8Array {
  return ListRequestUpdatesRequest.encode({ ...request, pageToken: '', pageSize: 0, skip: 0 }).finish();
}

function toPlace(text: string): UpdatePlace | undefined {
  const [, shownMicros = '', requestId = '', digits = ''] = /^(\d{1,17})\/([0-9a-f-]{36})\/(\d+)$/.exec(text) ?? [];
  const version = toNumber(digits);
  return isUuid(requestId) && version !== undefined ? { shownMicros, requestId, version } : undefined;
}
