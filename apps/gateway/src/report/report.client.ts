import { AttributeType, type AttributeRule } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService as Catalogue,
  ListCategoriesRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import {
  IncidentState,
  ReportChannel,
  type IncidentCategory,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceService as Intake,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  AddVoiceRequest,
  ListNearbyRequestsRequest,
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { BackendError, categoryOfWord, categoryWord, remembered, type Backend } from '../backend/module.ts';
import { findAnyPlace, findPlace } from '../places/module.ts';
import type {
  Answers,
  Attribute,
  Category,
  ChosenPlace,
  Draft,
  NearbyReport,
  Nearness,
  SendOutcome,
  Step,
  VoiceOutcome,
} from './report.ts';

export interface ReportCalls {
  categories(): Promise<readonly Category[]>;
  /** Empty if none is known: a service that does not answer keeps nobody from reporting. */
  nearby(category: Category, place: ChosenPlace): Promise<readonly NearbyReport[]>;
  send(draft: Draft): Promise<SendOutcome>;
  /** Joins a report that `nearby` finds, and no other. */
  addVoice(draft: Draft, category: Category, publicRequestId: string): Promise<VoiceOutcome>;
}

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };
/** As many as somebody reads. */
const MAX_NEARBY = 5;
/** Of a hromada, the newest, to find those that may be meant. */
const MAX_SEARCHED = 200;

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

  async function nearPoint(category: IncidentCategory, { code, point }: ChosenPlace): Promise<NearbyReport[]> {
    const asked = ListNearbyRequestsRequest.fromPartial({ category, point });
    const [{ requests: near }, named] = await Promise.all([
      incidents(Requests.listNearbyRequests, asked),
      // Those near by are worth showing alone.
      openIn(category, findAnyPlace(code, 'uk')?.hromada.code).catch(nothingIfUnreachable),
    ]);
    return [
      ...near.flatMap(({ request, distanceMetres }) =>
        request === undefined ? [] : [toNearby(request, distanceMetres)],
      ),
      // What has a point and is not near is somewhere else.
      ...named.filter(({ cell }) => cell === undefined).map((request) => toNearby(request, wholeOf(request))),
    ];
  }

  async function nearName(category: IncidentCategory, { code }: ChosenPlace): Promise<NearbyReport[]> {
    const hromada = findAnyPlace(code, 'uk')?.hromada;
    const isWhole = hromada?.code === code;
    // In a whole hromada most are somewhere else. A city with special status has no settlement of its name.
    if (hromada === undefined || (isWhole && !hromada.isCity)) return [];
    const open = await openIn(category, hromada.code);
    const here = isWhole ? [] : open.filter(({ settlementCode }) => settlementCode === code);
    // A report with a point names no settlement.
    const anywhere = open.filter(({ settlementCode }) => isWhole || settlementCode === '');
    return [
      ...here.map((request) => toNearby(request, 'settlement')),
      ...anywhere.map((request) => toNearby(request, wholeOf(request))),
    ];
  }

  async function openIn(category: IncidentCategory, hromadaCode = ''): Promise<PublicRequest[]> {
    if (hromadaCode === '') return [];
    const asked = ListRequestsRequest.fromPartial({
      categories: [category],
      states: OPEN,
      hromadaCode,
      pageSize: MAX_SEARCHED,
    });
    return (await incidents(Requests.listRequests, asked)).requests;
  }

  async function near(category: Category, place: ChosenPlace): Promise<NearbyReport[]> {
    const found = place.point === undefined ? nearName : nearPoint;
    return (await found(categoryOfWord(category.code), place)).slice(0, MAX_NEARBY);
  }

  return {
    categories: () => categories(''),
    async nearby(category, place) {
      try {
        return await near(category, place);
      } catch (error) {
        return nothingIfUnreachable(error);
      }
    },
    async send({ requestId, answers }) {
      const request = ReportIncidentRequest.fromPartial({ requestId, report: toReport(answers) });
      try {
        const { trackingToken, emergencyNumber, dueTime } = await incidents(Intake.reportIncident, request);
        const sent = { trackingToken, emergencyNumber };
        return { sent: dueTime === undefined ? sent : { ...sent, dueAt: dueTime.getTime() } };
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        if (error.problem === 'invalid') return { wrong: stepsOf(error.fields) };
        return { problem: error.reason === 'REQUEST_ID_REUSED' ? 'alreadySent' : 'unknown' };
      }
    },
    async addVoice({ requestId, answers: { place } }, category, publicRequestId) {
      try {
        const shown = place === undefined ? [] : await near(category, place);
        if (!shown.some((each) => each.requestId === publicRequestId)) return { problem: 'ended' };
        const request = AddVoiceRequest.fromPartial({ requestId, publicRequestId });
        const { trackingToken } = await incidents(Requests.addVoice, request);
        return { sent: { trackingToken, emergencyNumber: '' } };
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        if (error.problem === 'missing' || error.reason === 'NOT_OPEN') return { problem: 'ended' };
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

function toReport(answers: Answers) {
  const { category = '', place, details, contact } = answers;
  const isHromada = place !== undefined && findPlace(place.code, 'uk') !== undefined;
  const isAnonymous = contact === undefined || (contact.name === '' && contact.phone === '');
  return {
    category: categoryOfWord(category),
    channel: ReportChannel.WEB,
    hromadaCode: isHromada ? place.code : '',
    settlementCode: isHromada ? '' : (place?.code ?? ''),
    location: place?.point,
    description: descriptionOf(answers),
    occurredTime: details?.occurredAt === undefined ? undefined : new Date(details.occurredAt),
    attributes: Object.entries(details?.attributes ?? {}).map(([name, value]) => ({ name, value })),
    reporter: isAnonymous ? undefined : { fullName: contact.name, phone: contact.phone },
  };
}

/** No category asks for an address: those who come find it in the description. */
function descriptionOf({ place, details }: Answers): string {
  const { landmark = '' } = place ?? {};
  return [details?.description ?? '', ...(landmark === '' ? [] : [`Адреса: ${landmark}`])].join('\n').trim();
}

/** The steps that asked for these fields of the report, in their order. */
function stepsOf(fields: readonly string[]): Step[] {
  return [...new Set(fields.flatMap((field) => STEP_OF_FIELD.find(([begin]) => field.startsWith(begin))?.[1] ?? []))];
}

const STEP_OF_FIELD: readonly (readonly [string, Step])[] = [
  ['report.category', 'category'],
  ['report.hromada_code', 'place'],
  ['report.settlement_code', 'place'],
  ['report.location', 'place'],
  ['report.attributes', 'details'],
  ['report.description', 'details'],
  ['report.occurred_time', 'details'],
];

/** A city with special status is its own hromada. */
function wholeOf({ hromadaCode }: PublicRequest): Nearness {
  return findPlace(hromadaCode, 'uk')?.isCity === true ? 'city' : 'hromada';
}

function toNearby({ requestId, attributes, receivedTime, voices }: PublicRequest, nearness: Nearness): NearbyReport {
  return {
    requestId,
    attributes: attributes.map(({ nameUk, nameEn, valueUk, valueEn }) => ({
      name: { uk: nameUk, en: nameEn },
      value: { uk: valueUk, en: valueEn },
    })),
    receivedAt: receivedTime,
    nearness,
    voices,
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

/** A report can be sent without having seen the likely duplicates. */
function nothingIfUnreachable(error: unknown): [] {
  if (error instanceof BackendError) return [];
  throw error;
}
