import { AttributeType, type AttributeRule } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService as Catalogue,
  ListCategoriesRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentState, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceService as Intake,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  ListNearbyRequestsRequest,
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { BackendError, categoryOfWord, categoryWord, remembered, type Backend } from '../backend/module.ts';
import { findAnyPlace, findPlace } from '../places/module.ts';
import type { Answers, Attribute, Category, ChosenPlace, Draft, NearbyReport, SendOutcome, Step } from './report.ts';

export interface ReportCalls {
  categories(): Promise<readonly Category[]>;
  /** Empty if none is known: a service that does not answer keeps nobody from reporting. */
  nearby(category: Category, place: ChosenPlace): Promise<readonly NearbyReport[]>;
  send(draft: Draft): Promise<SendOutcome>;
}

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };
/** As many as somebody reads. */
const MOST_NEARBY = 5;
/** Of a hromada, to find those of one settlement. */
const MOST_SEARCHED = 200;

export function reportCalls({ incidents }: Pick<Backend, 'incidents'>): ReportCalls {
  const categories = remembered(async () => {
    const { categories: found } = await incidents(Catalogue.listCategories, ListCategoriesRequest.fromPartial({}));
    return found.map(
      ({ category, nameUk: uk, nameEn: en, sensitive, emergencyNumber, published, attributes }): Category => ({
        code: categoryWord(category),
        name: { uk, en },
        isSensitive: sensitive,
        emergencyNumber,
        isPublished: published,
        attributes: attributes.flatMap(toAttribute),
      }),
    );
  }, MEMORY);

  async function near({ code }: Category, place: ChosenPlace): Promise<NearbyReport[]> {
    const category = categoryOfWord(code);
    if (place.point !== undefined) {
      const asked = ListNearbyRequestsRequest.fromPartial({ category, point: place.point });
      const { requests } = await incidents(Requests.listNearbyRequests, asked);
      return requests.flatMap(({ request, distanceMetres }) =>
        request === undefined ? [] : [toNearby(request, distanceMetres)],
      );
    }
    const hromadaCode = findAnyPlace(place.code, 'uk')?.hromada.code;
    // In a whole hromada most are somewhere else.
    if (hromadaCode === undefined || hromadaCode === place.code) return [];
    const asked = ListRequestsRequest.fromPartial({
      categories: [category],
      states: OPEN,
      hromadaCode,
      pageSize: MOST_SEARCHED,
    });
    const { requests } = await incidents(Requests.listRequests, asked);
    return requests
      .filter(({ settlementCode }) => settlementCode === place.code)
      .map((request) => toNearby(request, undefined));
  }

  return {
    categories: () => categories(''),
    async nearby(category, place) {
      try {
        return (await near(category, place)).slice(0, MOST_NEARBY);
      } catch (error) {
        if (error instanceof BackendError) return [];
        throw error;
      }
    },
    async send({ requestId, answers }) {
      const request = ReportIncidentRequest.fromPartial({ requestId, report: toReport(answers) });
      try {
        const { trackingToken, emergencyNumber, dueTime } = await incidents(Intake.reportIncident, request);
        return { sent: { trackingToken, emergencyNumber, dueAt: dueTime } };
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        if (error.problem === 'invalid') return { wrong: stepsOf(error.fields) };
        return { problem: error.reason === 'REQUEST_ID_REUSED' ? 'alreadySent' : 'unknown' };
      }
    },
  };
}

const OPEN = [
  IncidentState.RECEIVED,
  IncidentState.REOPENED,
  IncidentState.TRIAGED,
  IncidentState.DISPATCHED,
  IncidentState.EN_ROUTE,
  IncidentState.ON_SCENE,
];

function toReport({ category = '', place, details, contact }: Answers) {
  const isHromada = place !== undefined && findPlace(place.code, 'uk') !== undefined;
  const isAnonymous = contact === undefined || (contact.name === '' && contact.phone === '');
  return {
    category: categoryOfWord(category),
    channel: ReportChannel.WEB,
    hromadaCode: isHromada ? place.code : '',
    settlementCode: isHromada ? '' : (place?.code ?? ''),
    location: place?.point,
    description: details?.description ?? '',
    attributes: Object.entries(details?.attributes ?? {}).map(([name, value]) => ({ name, value })),
    reporter: isAnonymous ? undefined : { fullName: contact.name, phone: contact.phone },
  };
}

/** The steps that asked for these fields of the report, in their order; the check for all others. */
function stepsOf(fields: readonly string[]): Step[] {
  const found = new Set(
    fields.map((field): Step => STEP_OF_FIELD.find(([begin]) => field.startsWith(begin))?.[1] ?? 'check'),
  );
  return [...found];
}

const STEP_OF_FIELD: readonly (readonly [string, Step])[] = [
  ['report.category', 'category'],
  ['report.hromada_code', 'place'],
  ['report.settlement_code', 'place'],
  ['report.location', 'place'],
  ['report.attributes', 'details'],
  ['report.description', 'details'],
  ['report.reporter', 'contact'],
];

function toNearby({ attributes, receivedTime, demonstration }: PublicRequest, distanceMetres: number | undefined) {
  return {
    attributes: attributes.map(({ nameUk, nameEn, valueUk, valueEn }) => ({
      name: { uk: nameUk, en: nameEn },
      value: { uk: valueUk, en: valueEn },
    })),
    receivedAt: receivedTime,
    distanceMetres,
    isDemonstration: demonstration,
  };
}

const TYPES: Readonly<Partial<Record<AttributeType, Attribute['type']>>> = {
  [AttributeType.CHOICE]: 'choice',
  [AttributeType.CHOICES]: 'choices',
  [AttributeType.YES_NO]: 'yes_no',
  [AttributeType.NUMBER]: 'number',
  [AttributeType.CODE]: 'code',
  [AttributeType.EDRPOU]: 'edrpou',
};

/** A type that this version does not know cannot be asked for. */
function toAttribute(rule: AttributeRule): Attribute[] {
  const type = TYPES[rule.type];
  if (type === undefined) return [];
  const { name, nameUk: uk, nameEn: en, required: isRequired, least, most } = rule;
  const values = rule.values.map(({ value, nameUk, nameEn }) => ({ value, label: { uk: nameUk, en: nameEn } }));
  return [{ name, label: { uk, en }, type, isRequired, values, least, most }];
}
