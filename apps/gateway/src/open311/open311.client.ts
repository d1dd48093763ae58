import { AttributeType, type AttributeRule } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService as Catalogue,
  ListCategoriesRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { remembered, type Backend } from '../backend/module.ts';
import type { Names, Service, ServiceAttribute, ServiceRequest } from './open311.ts';
import type { RequestQuery } from './query.ts';

export interface Open311Reads {
  readonly services: () => Promise<readonly Service[]>;
  readonly requests: (query: RequestQuery) => Promise<readonly ServiceRequest[]>;
}

const CATALOGUE_MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };
/** Short, because programs poll for changes; few, because each may hold 1,000 requests. */
const LIST_MEMORY = { freshMs: 5_000, staleMs: 0, most: 50 };
/** Without page numbers, as the specification says. */
const MOST_WITHOUT_PAGES = 1_000;
const PAGE_SIZE = 500;

export function open311Reads({ incidents }: Pick<Backend, 'incidents'>): Open311Reads {
  const services = remembered(async () => {
    const { categories } = await incidents(Catalogue.listCategories, ListCategoriesRequest.fromPartial({}));
    return categories
      .filter(({ published }) => published)
      .map(({ category, nameUk: uk, nameEn: en, attributes }): Service => ({
        code: wordOf(category),
        name: { uk, en },
        attributes: attributes.map(toAttribute),
      }));
  }, CATALOGUE_MEMORY);

  async function list(asked: ListRequestsRequest, most: number): Promise<ServiceRequest[]> {
    const found: ServiceRequest[] = [];
    let request = { ...asked, pageSize: Math.min(most, PAGE_SIZE) };
    for (;;) {
      const { requests, nextPageToken } = await incidents(Requests.listRequests, request);
      found.push(...requests.map(toRequest));
      if (nextPageToken === '' || found.length >= most) return found.slice(0, most);
      request = { ...request, pageToken: nextPageToken, skip: 0 };
    }
  }

  const listed = remembered((key) => {
    const { asked, most } = JSON.parse(key) as { asked: unknown; most: number };
    return list(ListRequestsRequest.fromJSON(asked), most);
  }, LIST_MEMORY);

  return {
    services: () => services(''),
    async requests(query) {
      const codes = query.serviceCodes.flatMap((code) => categoryOf(code) ?? []);
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
        skip: query.page === undefined ? 0 : (query.page.number - 1) * query.page.size,
      });
      const most = query.page?.size ?? MOST_WITHOUT_PAGES;
      return listed(JSON.stringify({ asked: ListRequestsRequest.toJSON(asked), most }));
    },
  };
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

function toAttribute({ name, nameUk: uk, nameEn: en, type, required, values }: AttributeRule): ServiceAttribute {
  return {
    code: name,
    name: { uk, en },
    datatype: DATATYPES[type] ?? 'string',
    isRequired: required,
    values:
      type === AttributeType.YES_NO
        ? YES_NO
        : values.map((each) => ({ key: each.value, name: { uk: each.nameUk, en: each.nameEn } })),
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
    serviceCode: wordOf(category),
    serviceName,
    isOpen: isOpen(state),
    notes: NOTES[state] ?? { uk: '', en: '' },
    description: attributes.length === 0 ? serviceName : texts,
    requestedAt: request.receivedTime,
    updatedAt: request.updatedTime,
    hromadaCode: request.hromadaCode,
    point: request.hromadaCentre,
    isDemonstration: request.demonstration,
  };
}

const NOTES: Partial<Record<IncidentState, Names>> = {
  [IncidentState.RECEIVED]: { uk: 'прийнято', en: 'received' },
  [IncidentState.TRIAGED]: { uk: 'розглянуто', en: 'looked at' },
  [IncidentState.DISPATCHED]: { uk: 'виконавця направлено', en: 'somebody was sent' },
  [IncidentState.EN_ROUTE]: { uk: 'виконавець у дорозі', en: 'somebody is on the way' },
  [IncidentState.ON_SCENE]: { uk: 'виконавець на місці', en: 'work at the scene' },
  [IncidentState.RESOLVED]: { uk: 'роботу завершено', en: 'the work is done' },
  [IncidentState.CLOSED]: { uk: 'закрито', en: 'closed' },
  [IncidentState.REJECTED]: { uk: 'не підтвердилося', en: 'not confirmed' },
  [IncidentState.DUPLICATE]: { uk: 'об’єднано з іншим зверненням', en: 'joined with another report' },
  [IncidentState.REOPENED]: { uk: 'відкрито повторно', en: 'open again' },
};

/** "access_barrier" */
function wordOf(category: IncidentCategory): string {
  return (
    Object.entries(IncidentCategory)
      .find(([, number]) => number === category)?.[0]
      .toLowerCase() ?? ''
  );
}

function categoryOf(code: string): IncidentCategory | undefined {
  const found = Object.entries(IncidentCategory).find(([name]) => name.toLowerCase() === code);
  return found !== undefined && found[1] > 0 ? found[1] : undefined;
}
