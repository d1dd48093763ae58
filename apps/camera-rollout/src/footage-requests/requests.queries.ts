import {
  FootageRequestServiceService as Requests,
  ListDueRequestsRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { checkDay, notFound, unless, checkReadReason } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, compoundPlace, toId, toTime } from '@safe-community/grpc-kit';
import type { Keyring, TrackingTokens } from '@safe-community/security/encryption';
import { visiblePatterns } from '@safe-community/security/policy';
import { given, refuseOutside, type ReadRecorder, type Rpc } from '@safe-community/service-kit';
import { checkOblast } from '../strength/module.ts';
import { toKind } from '../deadlines/module.ts';
import { toMessage, toOutcomes, toStatus, toTexts } from './footage-request.mapping.ts';
import { listDue, type DuePlace } from './due-requests.store.ts';
import { findRequest } from './footage-request.store.ts';
import { openDueAt, type FootageRequest } from './footage-request.ts';
import { outcomesOf } from './request-outcomes.store.ts';
import { readTexts } from './request-texts.store.ts';

interface Deps {
  readonly keyring: Keyring;
  readonly tokens: TrackingTokens;
  readonly reads: ReadRecorder;
}

const { query } = given<Deps>();

const getStatus = query(Requests.getRequestStatus, {
  parse: ({ request: { trackingToken }, deps: { tokens } }) => tokens.read(trackingToken),
  async read({ query: footageRequestId, database }) {
    // Any other text gets the same answer before any lookup.
    if (footageRequestId === undefined) return notFound('request');
    return (await findRequest(database.em.fork(), footageRequestId)) ?? notFound('request');
  },
  reply: ({ found }) => toStatus(found),
});

const getRequest = query(Requests.getFootageRequest, {
  parse: ({ fields }) => ({
    footageRequestId: fields.uuid('footage_request_id'),
    reason: fields.text('reason', checkReadReason),
  }),
  async read({ query: { footageRequestId, reason }, call, database, deps: { reads, keyring } }) {
    const em = database.em.fork();
    const request = await findRequest(em, footageRequestId);
    if (request === undefined) return notFound('request');
    const refusal = refuseOutside(call.rights, request, 'the request');
    if (refusal !== undefined) return refusal;
    await reads.record({ subjectId: footageRequestId, reason, by: call });
    return { request, texts: await readTexts(em, keyring, footageRequestId) };
  },
  reply: ({ found: { request, texts }, clock }) => ({
    request: toMessage(request, clock.now()),
    texts: toTexts(texts),
  }),
});

const listDueRequests = query(Requests.listDueRequests, {
  parse({ request, fields }) {
    const kind = request.kind === 0 ? undefined : fields.word('kind', toKind, 'kinds of requests');
    const list = readListPage(request, fields, ListDueRequestsRequest, DUE_PLACE.read);
    return { kind, overdueOnly: request.overdueOnly, assignee: request.assignee, list };
  },
  async read({ query: { kind, overdueOnly, assignee, list }, call: { rights }, database, clock }) {
    const now = clock.now();
    const filter = { visible: visiblePatterns(rights), kind, dueBefore: overdueOnly ? now : undefined, assignee };
    return { now, ...pageOf(await listDue(database.em.fork(), filter, list.place, list.size + 1), list.size) };
  },
  reply: ({ found: { now, page, last }, query: { list } }) => ({
    requests: page.map((request) => toMessage(request, now)),
    nextPageToken: nextPageToken(list, last && DUE_PLACE.write(placeOf(last))),
  }),
});

/** Where a request stands in the list. */
function placeOf(request: FootageRequest): DuePlace {
  return { dueAt: openDueAt(request) ?? new Date(0), footageRequestId: request.footageRequestId };
}

const DUE_PLACE = compoundPlace<DuePlace>({ dueAt: toTime, footageRequestId: toId });

const getOutcomes = query(Requests.getRequestOutcomes, {
  parse({ request: { firstDay, lastDay }, fields }) {
    const broken = [...checkDay(firstDay, 'first_day'), ...checkDay(lastDay, 'last_day')];
    fields.check(broken.length > 0 ? broken : unless(firstDay <= lastDay, 'last_day', 'must not be before first_day'));
    return { firstDay, lastDay, oblastCode: fields.text('oblast_code', checkOblast) };
  },
  read: ({ query: asked, database, clock }) => outcomesOf(database.em.fork(), { ...asked, now: clock.now() }),
  reply: ({ found }) => ({ rows: found.map(toOutcomes) }),
});

export const REQUEST_QUERIES: readonly Rpc<Deps>[] = [getStatus, getRequest, listDueRequests, getOutcomes];
