import { AttributeType, type AttributeRule } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService as Catalogue,
  ListCategoriesRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsRequest,
  ListRequestUpdatesRequest,
  PublicRequestServiceService as Requests,
  type PublicRequest,
  type PublicRequestUpdate,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { categoryOfWord, categoryWord, remembered, type Backend } from '../backend/module.ts';
import type { Names, RequestUpdate, Service, ServiceAttribute, ServiceRequest } from './open311.ts';
import type { RequestQuery, UpdateQuery } from './query.ts';

export interface Open311Reads {
  readonly services: () => Promise<readonly Service[]>;
  /** The number to phone for a category that is not published, empty if it has none; undefined for any other text. */
  readonly numberToPhone: (serviceCode: string) => Promise<string | undefined>;
  readonly requests: (query: RequestQuery) => Promise<readonly ServiceRequest[]>;
  readonly updates: (query: UpdateQuery) => Promise<readonly RequestUpdate[]>;
}

const CATALOGUE_MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };
/** Short, because programs poll for changes; each list may hold 1,000 requests with their texts. */
const LIST_MEMORY = { freshMs: 5_000, staleMs: 0, most: 50, mostBytes: 16_000_000 };
/** Without page numbers, as the specification says. */
const MAX_WITHOUT_PAGES = 1_000;
const PAGE_SIZE = 500;

export function open311Reads({ incidents }: Pick<Backend, 'incidents'>): Open311Reads {
  const catalogue = remembered(async () => {
    const { categories } = await incidents(Catalogue.listCategories, ListCategoriesRequest.fromPartial({}));
    const services = categories
      .filter(({ published }) => published)
      .map(({ category, nameUk: uk, nameEn: en, attributes }): Service => ({
        code: categoryWord(category),
        name: { uk, en },
        attributes: attributes.map(toAttribute),
      }));
    const others = categories.filter(({ published }) => !published);
    return { services, numbers: new Map(others.map((each) => [categoryWord(each.category), each.emergencyNumber])) };
  }, CATALOGUE_MEMORY);

  const listed = remembered((key) => {
    const { asked, most } = JSON.parse(key) as { asked: unknown; most: number };
    return allPages(ListRequestsRequest.fromJSON(asked), most, async (request) => {
      const { requests, nextPageToken } = await incidents(Requests.listRequests, request);
      return { items: requests.map(toRequest), nextPageToken };
    });
  }, LIST_MEMORY);

  const listedUpdates = remembered((key) => {
    const { asked, most } = JSON.parse(key) as { asked: unknown; most: number };
    return allPages(ListRequestUpdatesRequest.fromJSON(asked), most, async (request) => {
      const { updates, nextPageToken } = await incidents(Requests.listRequestUpdates, request);
      return { items: updates.map(toUpdate), nextPageToken };
    });
  }, LIST_MEMORY);

  return {
    services: async () => (await catalogue('')).services,
    numberToPhone: async (serviceCode) => (await catalogue('')).numbers.get(serviceCode),
    updates({ ids, startDate, endDate, page }) {
      const asked = ListRequestUpdatesRequest.fromPartial({
        requestIds: [...ids],
        recordedFrom: startDate,
        recordedTo: endDate,
        skip: skipOf(page),
      });
      return listedUpdates(JSON.stringify({ asked: ListRequestUpdatesRequest.toJSON(asked), most: mostOf(page) }));
    },
    async requests(query) {
      const codes = query.serviceCodes.map(categoryOfWord).filter((category) => category > 0);
      // Only unknown services: no request is of one.
      if (query.serviceCodes.length > 0 && codes.length === 0) return [];
      const asked = ListRequestsRequest.fromPartial({
        requestIds: [...query.ids],
        categories: codes,
        states: query.status === undefined ? [] : STATES.filter((state) => isOpen(state) === (query.status === 'open')),
        receivedFrom: query.startDate,
        receivedTo: query.endDate,
        updatedFrom: query.updatedAfter,
        updatedTo: query.updatedBefore,
        skip: skipOf(query.page),
      });
      return listed(JSON.stringify({ asked: ListRequestsRequest.toJSON(asked), most: mostOf(query.page) }));
    },
  };
}

function skipOf(page: RequestQuery['page']): number {
  return page === undefined ? 0 : (page.number - 1) * page.size;
}

function mostOf(page: RequestQuery['page']): number {
  return page?.size ?? MAX_WITHOUT_PAGES;
}

interface Paged {
  readonly pageSize: number;
  readonly pageToken: string;
  readonly skip: number;
}

/** As many as asked for, in as many calls as that takes. */
async function allPages<Request extends Paged, Item>(
  asked: Request,
  most: number,
  read: (request: Request) => Promise<{ readonly items: readonly Item[]; readonly nextPageToken: string }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let request = { ...asked, pageSize: Math.min(most, PAGE_SIZE) };
  for (;;) {
    const { items, nextPageToken } = await read(request);
    found.push(...items);
    if (nextPageToken === '' || found.length >= most) return found.slice(0, most);
    request = { ...request, pageToken: nextPageToken, skip: 0 };
  }
}

const STATES = Object.values(IncidentState).filter((state) => state > 0);
const ENDED: ReadonlySet<IncidentState> = new Set([
  IncidentState.RESOLVED,
  IncidentState.CLOSED,
  IncidentState.REJECTED,
  IncidentState.DUPLICATE,
]);

function isOpen(state: IncidentState): boolean {
  return !ENDED.has(state);
}

const DATATYPES: Partial<Record<AttributeType, ServiceAttribute['datatype']>> = {
  [AttributeType.CHOICE]: 'singlevaluelist',
  [AttributeType.CHOICES]: 'multivaluelist',
  [AttributeType.YES_NO]: 'singlevaluelist',
  [AttributeType.NUMBER]: 'number',
};

const YES_NO = [
  { key: 'true', name: { uk: 'так', en: 'yes' } },
  { key: 'false', name: { uk: 'ні', en: 'no' } },
];

function toAttribute({
  name,
  nameUk: uk,
  nameEn: en,
  type,
  required,
  values,
  ...rule
}: AttributeRule): ServiceAttribute {
  return {
    code: name,
    name: { uk, en },
    datatype: DATATYPES[type] ?? 'string',
    isRequired: required,
    values:
      type === AttributeType.YES_NO
        ? YES_NO
        : values.map((each) => ({ key: each.value, name: { uk: each.nameUk, en: each.nameEn } })),
    least: rule.least,
    most: rule.most,
  };
}

function toUpdate({ requestId, version, state, recordedTime: recordedAt }: PublicRequestUpdate): RequestUpdate {
  return {
    id: `${requestId}-${version}`,
    requestId,
    isOpen: isOpen(state),
    notes: NOTES[state] ?? { uk: '', en: '' },
    recordedAt,
  };
}

function toRequest(request: PublicRequest): ServiceRequest {
  const { requestId: id, category, state, attributes } = request;
  const serviceName = { uk: request.categoryUk, en: request.categoryEn };
  const texts = {
    uk: attributes.map(({ nameUk, valueUk }) => `${nameUk}: ${valueUk}`).join('; '),
    en: attributes.map(({ nameEn, valueEn }) => `${nameEn}: ${valueEn}`).join('; '),
  };
  return {
    id,
    serviceCode: categoryWord(category),
    serviceName,
    isOpen: isOpen(state),
    notes: NOTES[state] ?? { uk: '', en: '' },
    description: attributes.length === 0 ? serviceName : texts,
    requestedAt: request.receivedTime,
    updatedAt: request.updatedTime,
    hromadaCode: request.hromadaCode,
    point: request.cell ?? request.hromadaCentre,
  };
}

const NOTES: Partial<Record<IncidentState, Names>> = {
  [IncidentState.RECEIVED]: { uk: 'прийнято', en: 'received' },
  [IncidentState.TRIAGED]: { uk: 'розглянуто', en: 'reviewed' },
  [IncidentState.DISPATCHED]: { uk: 'виконавця направлено', en: 'crew dispatched' },
  [IncidentState.EN_ROUTE]: { uk: 'виконавець у дорозі', en: 'crew on the way' },
  [IncidentState.ON_SCENE]: { uk: 'виконавець на місці', en: 'work at the scene' },
  [IncidentState.RESOLVED]: { uk: 'роботу завершено', en: 'the work is done' },
  [IncidentState.CLOSED]: { uk: 'закрито', en: 'closed' },
  [IncidentState.REJECTED]: { uk: 'не підтвердилося', en: 'not confirmed' },
  [IncidentState.DUPLICATE]: { uk: 'об’єднано з іншим повідомленням', en: 'merged with another report' },
  [IncidentState.REOPENED]: { uk: 'відкрито повторно', en: 'reopened' },
};
