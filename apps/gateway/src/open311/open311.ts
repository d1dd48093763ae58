import type { Installation } from '@safe-community/domain-kit';
import type { Document, Fields } from './document.ts';

/** A published category, as a service of Open311. */
export interface Service {
  /** As in the catalogue: "infrastructure". */
  readonly code: string;
  readonly name: Names;
  readonly attributes: readonly ServiceAttribute[];
}

export interface Names {
  readonly uk: string;
  readonly en: string;
}

export interface ServiceAttribute {
  readonly code: string;
  readonly name: Names;
  readonly datatype: 'string' | 'number' | 'singlevaluelist' | 'multivaluelist';
  readonly isRequired: boolean;
  readonly values: readonly { readonly key: string; readonly name: Names }[];
  /** Bounds of a number; 0 for other types. */
  readonly least: number;
  readonly most: number;
}

/** A change of the state of a request. */
export interface RequestUpdate {
  readonly id: string;
  readonly requestId: string;
  readonly isOpen: boolean;
  readonly notes: Names;
  readonly recordedAt: Date | undefined;
}

export interface ServiceRequest {
  readonly id: string;
  readonly serviceCode: string;
  readonly serviceName: Names;
  readonly isOpen: boolean;
  /** The state in plain words. */
  readonly notes: Names;
  /** What was reported, in the words of the catalogue. */
  readonly description: Names;
  readonly requestedAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly hromadaCode: string;
  /** Of its cell, which is about 110 m wide; the centre of the hromada if no point was reported. */
  readonly point: { readonly latitude: number; readonly longitude: number } | undefined;
}

export type AnswerLanguage = keyof Names;

const DEMONSTRATION: Names = {
  uk: 'Демонстрація: повідомлення вигадані. ',
  en: 'Demonstration: requests are invented. ',
};
const NOTICE: Names = {
  uk: 'Координати – середина клітини близько 110 на 110 м, де це сталося, а без точки в повідомленні – центр громади.',
  en: 'The coordinates are the middle of a cell of about 110 m by 110 m that holds the place; without a reported point, the centre of the hromada.',
};
const MUNICIPALITY: Names = { uk: 'комунальні служби громади', en: 'municipal services of the hromada' };

/** The extension for updates is not named: it promises that updates can be sent as well, and none are taken. */
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** When the endpoint was last changed. */
const CHANGED = '2026-12-01T00:00:00Z';

/** Where programs find the endpoint, and in which formats. */
export function discoveryDocument(publicUrl: string): Document {
  return {
    root: 'discovery',
    content: {
      changeset: CHANGED,
      contact: `${publicUrl}/`,
      key_service: 'Reading needs no key. The operator of this site gives a key to programs that send reports.',
      endpoints: {
        item: 'endpoint',
        items: [
          {
            specification: SPECIFICATION,
            url: `${publicUrl}/open311/v2`,
            changeset: CHANGED,
            type: 'production',
            formats: { item: 'format', items: ['text/xml', 'application/json'] },
          },
        ],
      },
    },
  };
}

export function servicesDocument(services: readonly Service[], language: AnswerLanguage): Document {
  const toFields = ({ code, name, attributes }: Service): Fields => ({
    service_code: code,
    service_name: name[language],
    description: attributes.map((each) => each.name[language]).join('; '),
    metadata: attributes.length > 0,
    type: 'realtime',
    keywords: '',
    group: MUNICIPALITY[language],
  });
  return { root: 'services', content: { item: 'service', items: services.map(toFields) } };
}

export function definitionDocument({ code, attributes }: Service, language: AnswerLanguage): Document {
  const items = attributes.map((attribute, index): Fields => ({
    variable: true,
    code: attribute.code,
    datatype: attribute.datatype,
    required: attribute.isRequired,
    datatype_description: '',
    order: index + 1,
    description: attribute.name[language],
    values: { item: 'value', items: attribute.values.map(({ key, name }) => ({ key, name: name[language] })) },
  }));
  return { root: 'service_definition', content: { service_code: code, attributes: { item: 'attribute', items } } };
}

export function requestsDocument(
  requests: readonly ServiceRequest[],
  language: AnswerLanguage,
  installation: Installation,
): Document {
  const notice = installation === 'demonstration' ? DEMONSTRATION[language] + NOTICE[language] : NOTICE[language];
  const toFields = (request: ServiceRequest): Fields => ({
    service_request_id: request.id,
    status: request.isOpen ? 'open' : 'closed',
    status_notes: request.notes[language],
    service_name: request.serviceName[language],
    service_code: request.serviceCode,
    description: request.description[language],
    agency_responsible: MUNICIPALITY[language],
    service_notice: notice,
    requested_datetime: timeOf(request.requestedAt),
    updated_datetime: timeOf(request.updatedAt),
    expected_datetime: null,
    address: null,
    address_id: request.hromadaCode,
    zipcode: null,
    lat: request.point?.latitude ?? null,
    long: request.point?.longitude ?? null,
    media_url: null,
  });
  return { root: 'service_requests', content: { item: 'request', items: requests.map(toFields) } };
}

const ACCEPTED: Names = {
  uk: 'Повідомлення прийнято. Стан видно за service_request_id.',
  en: 'The report was accepted. Its state is shown under service_request_id.',
};
const CONTACT_UNREAD: Names = {
  uk: ' Телефон або адресу електронної пошти не розпізнано; їх збережено так, як написано.',
  en: ' The phone or email could not be read; it is stored as it was written.',
};
const PICTURES_LEFT_OUT: Names = {
  uk: ' Зображень за адресою media_url не завантажено, і самої адреси не збережено.',
  en: ' The pictures at media_url were not fetched, and their address was not stored.',
};
const PHONE_TOO: Names = { uk: 'Є загроза для людей – зателефонуйте ', en: 'People are in danger: phone ' };

interface ReportedRequest {
  readonly id: string;
  /** Empty unless somebody should be phoned as well. */
  readonly emergencyNumber: string;
  /** The phone or email was kept as text. */
  readonly isContactUnread: boolean;
  /** Addresses of pictures were left out. */
  readonly hasPictures: boolean;
}

/**
 * The answer to a report. The account is not repeated: nothing that a program sends comes back.
 */
export function reportedDocument(
  { id, emergencyNumber, isContactUnread, hasPictures }: ReportedRequest,
  language: AnswerLanguage,
): Document {
  const phone = emergencyNumber === '' ? '' : `${PHONE_TOO[language]}${emergencyNumber}. `;
  const notes = [...(isContactUnread ? [CONTACT_UNREAD] : []), ...(hasPictures ? [PICTURES_LEFT_OUT] : [])];
  const request: Fields = {
    service_request_id: id,
    service_notice: `${phone}${ACCEPTED[language]}${notes.map((note) => note[language]).join('')}`,
    account_id: null,
  };
  return { root: 'service_requests', content: { item: 'request', items: [request] } };
}

const NOT_TAKEN: Names = { uk: 'service_code тут не приймають', en: 'service_code is not taken here' };
const PHONE: Names = { uk: 'зателефонуйте', en: 'phone' };

/** Why a category that the catalogue has, and programs may not report, is refused: an emergency needs a call. */
export function notTaken(emergencyNumber: string, language: AnswerLanguage): string {
  return `${NOT_TAKEN[language]}: ${PHONE[language]} ${emergencyNumber === '' ? '112' : emergencyNumber}`;
}

export function updatesDocument(updates: readonly RequestUpdate[], language: AnswerLanguage): Document {
  const toFields = (update: RequestUpdate): Fields => ({
    update_id: update.id,
    service_request_id: update.requestId,
    status: update.isOpen ? 'open' : 'closed',
    updated_datetime: timeOf(update.recordedAt),
    description: update.notes[language],
    media_url: null,
  });
  return { root: 'service_request_updates', content: { item: 'request_update', items: updates.map(toFields) } };
}

export function errorsDocument(code: number, descriptions: readonly string[]): Document {
  return {
    root: 'errors',
    content: { item: 'error', items: descriptions.map((description) => ({ code, description })) },
  };
}

/** W3C date and time, in UTC, without fractions. */
function timeOf(time: Date | undefined): string | null {
  return time === undefined ? null : `${time.toISOString().slice(0, 19)}Z`;
}
