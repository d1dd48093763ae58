import {
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { checkUuid, isUuid, notFound, unless } from '@safe-community/domain-kit';
import { checkPageSize, pageOf, pageSizeOf, pageTokenOf, readPageToken } from '@safe-community/grpc-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { categoryNumber, isPublished, toCategory, type Category, type StoredCatalogue } from '../catalogue/module.ts';
import { stateNumber, toState } from '../incident/module.ts';
import type { StoredTerritory } from '../routing/module.ts';
import { boxAround, nearest } from './nearby-requests.ts';
import { requestsWithin } from './nearby-requests.store.ts';
import {
  DEFAULT_WINDOW_DAYS,
  isLongerThan,
  MAX_WINDOW_DAYS,
  MAX_SKIPPED,
  shownAttributes,
  windowOf,
  type StoredRequest,
} from './public-request.ts';
import { findRequest, listRequests, type RequestFilter, type RequestPlace } from './public-requests.store.ts';

export interface PublicRequestsShared {
  readonly catalogue: StoredCatalogue;
  readonly territory: StoredTerritory;
}

const { query } = given<PublicRequestsShared>();

const listPage = query(Requests.listRequests, {
  parse({ request, fields, clock }) {
    const { requestIds, skip, pageSize, hromadaCode } = request;
    const categories = request.categories.flatMap((number) => toCategory(number) ?? []);
    const states = request.states.flatMap((number) => toState(number) ?? []);
    fields.check(requestIds.flatMap((id, index) => checkUuid(id, `request_ids[${index}]`)));
    fields.check(unless(categories.length === request.categories.length, 'categories', 'must be known categories'));
    fields.check(unless(states.length === request.states.length, 'states', 'must be known states'));
    fields.check(unless(skip <= MAX_SKIPPED, 'skip', `must be at most ${MAX_SKIPPED}`));
    fields.check(checkPageSize(pageSize));
    const receivedFrom = fields.optionalTime('received_from');
    const receivedTo = fields.optionalTime('received_to');
    const updatedFrom = fields.optionalTime('updated_from');
    const updatedTo = fields.optionalTime('updated_to');
    if (fields.violations.length > 0) return fields.refusal();
    const byUpdate = updatedFrom !== undefined || updatedTo !== undefined;
    const isOpen = receivedFrom === undefined && receivedTo === undefined && (byUpdate || requestIds.length > 0);
    const received = isOpen ? undefined : windowOf(receivedFrom, receivedTo, clock.now());
    const updated = byUpdate ? windowOf(updatedFrom, updatedTo, clock.now()) : undefined;
    const isShort = received === undefined || !isLongerThan(received, MAX_WINDOW_DAYS);
    const isShortUpdate = updated === undefined || !isLongerThan(updated, DEFAULT_WINDOW_DAYS);
    fields.check(unless(isShort, 'received_from', `must be at most ${MAX_WINDOW_DAYS} days before received_to`));
    fields.check(
      unless(isShortUpdate, 'updated_from', `must be at most ${DEFAULT_WINDOW_DAYS} days before updated_to`),
    );
    const token = readPageToken(filterOf(request), request.pageToken, toPlace);
    fields.check(token.violations);
    const ids = requestIds.map((id) => id.toLowerCase());
    const filter = { requestIds: ids, states, hromadaCode, received, updated };
    return { request, categories, filter, after: token.place, skip, size: pageSizeOf(pageSize) };
  },
  async read({ query: { filter, categories, after, skip, size }, database, deps: { catalogue } }) {
    const published = publishedOf(catalogue);
    const wanted = categories.length === 0 ? published : published.filter((each) => categories.includes(each));
    const whole: RequestFilter = { ...filter, categories: wanted };
    return pageOf(await listRequests(database.em.fork(), whole, { after, skip, most: size + 1 }), size);
  },
  reply: ({ found: { page, last }, query: { request }, deps }) => ({
    requests: page.map((each) => toMessage(each, deps)),
    nextPageToken: last === undefined ? '' : pageTokenOf(filterOf(request), `${last.updatedMicros}/${last.requestId}`),
  }),
});

const getRequest = query(Requests.getRequest, {
  parse: ({ fields }) => fields.uuid('request_id'),
  read: async ({ query: requestId, database, deps: { catalogue } }) =>
    (await findRequest(database.em.fork(), requestId, publishedOf(catalogue))) ?? notFound('request'),
  reply: ({ found: request, deps }) => ({ request: toMessage(request, deps) }),
});

const listNearby = query(Requests.listNearbyRequests, {
  parse({ request: { point, radiusMetres }, fields, deps: { territory } }) {
    const category = fields.word('category', toCategory, 'categories');
    const radius = radiusMetres === 0 ? USUAL_RADIUS : radiusMetres;
    const isRadius = radius >= MIN_RADIUS && radius <= MAX_RADIUS;
    fields.check(unless(isRadius, 'radius_metres', `must be ${MIN_RADIUS} to ${MAX_RADIUS}`));
    fields.check(unless(point !== undefined && territory.isInUkraine(point), 'point', 'must lie in Ukraine'));
    return { category, radius, point: point ?? NOWHERE };
  },
  async read({ query: { category, radius, point }, database, clock, deps: { catalogue } }) {
    if (!publishedOf(catalogue).includes(category)) return [];
    const { from } = windowOf(undefined, undefined, clock.now());
    const found = await requestsWithin(database.em.fork(), category, boxAround(point, radius), from);
    return nearest(point, radius, found);
  },
  reply: ({ found, deps }) => ({
    requests: found.map(({ request, distanceMetres }) => ({ request: toMessage(request, deps), distanceMetres })),
  }),
});

const [MIN_RADIUS, USUAL_RADIUS, MAX_RADIUS] = [100, 300, 2_000] as const;
/** The kit refuses the request before this is used. */
const NOWHERE = { latitude: 0, longitude: 0 };

export function publishedOf(catalogue: StoredCatalogue): Category[] {
  return catalogue.current().policies.flatMap((policy) => (isPublished(policy) ? [policy.category] : []));
}

function filterOf(request: ListRequestsRequest): Uint8Array {
  return ListRequestsRequest.encode({ ...request, pageToken: '', pageSize: 0, skip: 0 }).finish();
}

function toPlace(text: string): RequestPlace | undefined {
  const [, updatedMicros = '', requestId = ''] = /^(\d{1,17})\/([0-9a-f-]{36})$/.exec(text) ?? [];
  return isUuid(requestId) ? { updatedMicros, requestId } : undefined;
}

function toMessage(request: StoredRequest, { catalogue, territory }: PublicRequestsShared): PublicRequest {
  const policy = catalogue.policy(request.category);
  return {
    requestId: request.requestId,
    category: categoryNumber(request.category),
    state: stateNumber(request.state),
    categoryUk: policy.name.uk,
    categoryEn: policy.name.en,
    attributes: shownAttributes(policy, request.attributes).map(({ name, value, nameOf, valueOf }) => ({
      name,
      value,
      nameUk: nameOf.uk,
      nameEn: nameOf.en,
      valueUk: valueOf.uk,
      valueEn: valueOf.en,
    })),
    receivedTime: request.receivedAt,
    stateTime: request.stateSince,
    updatedTime: request.updatedAt,
    hromadaCode: request.hromadaCode,
    settlementCode: request.settlementCode,
    hromadaCentre: territory.find(request.hromadaCode)?.centre,
    cell: request.cell,
    voices: request.voices,
  };
}

export const PUBLIC_REQUEST_QUERIES: readonly Rpc<PublicRequestsShared>[] = [listPage, getRequest, listNearby];
