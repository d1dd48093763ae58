import {
  AppealOutcome,
  FootageOutcome,
  FootageRequestKind,
  FootageRequestState,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  AppealDecisionResponse,
  GetRequestStatusResponse,
  SubmitRequestResponse,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { AttributeType } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import { ListCategoriesResponse } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  AddVoiceResponse,
  ListNearbyRequestsResponse,
  ListRequestsResponse,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { GetReportStatusResponse, type PublicStatus } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { BackendError } from '../src/backend/module.ts';
import type { Answers } from './answer-of.ts';

export const TOKEN = 'AbCd-EfGh_12345678';
const value = (name: string, nameUk: string, nameEn: string) => ({ value: name, nameUk, nameEn });

const CATEGORIES = ListCategoriesResponse.fromPartial({
  categories: [
    {
      category: IncidentCategory.FIRE,
      nameUk: 'Пожежа',
      nameEn: 'Fire',
      emergencyNumber: '101',
      attributes: [
        {
          name: 'fire_object',
          nameUk: 'Що горить',
          nameEn: 'What is burning',
          type: AttributeType.CHOICE,
          required: true,
          values: [value('dwelling', 'Житловий будинок', 'Dwelling')],
        },
        { name: 'storey', nameUk: 'Поверх', nameEn: 'Storey', type: AttributeType.NUMBER, least: 0, most: 200 },
      ],
    },
    {
      category: IncidentCategory.DOMESTIC_VIOLENCE,
      nameUk: 'Домашнє насильство',
      nameEn: 'Domestic violence',
      sensitive: true,
      emergencyNumber: '102',
      attributes: [
        {
          name: 'violence_forms',
          nameUk: 'Форми насильства',
          nameEn: 'Forms of violence',
          type: AttributeType.CHOICES,
          required: true,
          values: [value('physical', 'Фізичне', 'Physical'), value('economic', 'Економічне', 'Economic')],
        },
        { name: 'weapon', nameUk: 'Є зброя', nameEn: 'There is a weapon', type: AttributeType.YES_NO },
      ],
    },
    {
      category: IncidentCategory.INFRASTRUCTURE,
      nameUk: 'Інфраструктура',
      nameEn: 'Infrastructure',
      published: true,
      attributes: [
        {
          name: 'infrastructure_kind',
          nameUk: 'Що пошкоджено',
          nameEn: 'What is damaged',
          type: AttributeType.CHOICE,
          required: true,
          values: [
            value('road_pit', 'Яма на дорозі', 'Pothole'),
            value('street_light', 'Вуличне освітлення', 'Street light'),
          ],
        },
        { name: 'object_code', nameUk: 'Номер', nameEn: 'Number', type: AttributeType.CODE },
        { name: 'school', nameUk: 'Код ЄДРПОУ', nameEn: 'EDRPOU code', type: AttributeType.EDRPOU },
      ],
    },
    {
      category: IncidentCategory.SCHOOL_SAFETY,
      nameUk: 'Безпека в школі',
      nameEn: 'School safety',
      sensitive: true,
      emergencyNumber: '102',
      attributes: [
        {
          name: 'school_matter',
          nameUk: 'Що сталося у школі',
          nameEn: 'What happened at the school',
          type: AttributeType.CHOICE,
          required: true,
          values: [value('bullying', 'Булінг', 'Bullying'), value('crime', 'Злочин', 'Crime')],
        },
        { name: 'school_edrpou', nameUk: 'Код школи', nameEn: 'Code of the school', type: AttributeType.EDRPOU },
      ],
    },
    {
      category: IncidentCategory.PUBLIC_ORDER,
      nameUk: 'Громадський порядок',
      nameEn: 'Public order',
      emergencyNumber: '102',
      attributes: [
        {
          name: 'order_kind',
          nameUk: 'Вид правопорушення',
          nameEn: 'Kind of offence',
          type: AttributeType.CHOICE,
          required: true,
          values: [
            value('disturbance', 'Порушення спокою', 'Disturbance'),
            value('explosive', 'Вибухонебезпечний предмет', 'Explosive object'),
          ],
        },
      ],
    },
    { category: IncidentCategory.OTHER, nameUk: 'Інше', nameEn: 'Other' },
  ],
});

export const PIT = {
  requestId: '01a227c5-449a-7018-8be9-ee1a028b1e48',
  category: IncidentCategory.INFRASTRUCTURE,
  state: IncidentState.RECEIVED,
  receivedTime: new Date('2026-11-27T08:00:00Z'),
  attributes: [
    {
      name: 'infrastructure_kind',
      value: 'road_pit',
      nameUk: 'Що пошкоджено',
      nameEn: 'What is damaged',
      valueUk: 'Яма на дорозі',
      valueEn: 'Pothole',
    },
  ],
};

/** Another one. */
const PIT_HERE = { ...PIT, requestId: '01a227c5-449a-7018-8be9-ee1a028b1e49' };

export const VOICE_TOKEN = 'VoIcE-token_12345678';

export const STATUS: Partial<PublicStatus> = {
  state: IncidentState.RESOLVED,
  textUk: 'Роботу на місці завершено.',
  textEn: 'The work at the scene is done.',
  signatureUk: 'комунальні служби громади',
  signatureEn: 'municipal services of the hromada',
  receivedTime: new Date('2026-11-27T08:00:00Z'),
  stateTime: new Date('2026-11-28T08:00:00Z'),
  category: IncidentCategory.INFRASTRUCTURE,
  whatUk: 'Яма на дорозі',
  whatEn: 'Pothole',
  hromadaCode: 'UA05020030000031457',
  additionsLeft: 49,
  mayConfirm: true,
  mayReopen: true,
  mayBeTold: true,
};

/** Of a request for footage: camera rollout knows it, intake does not. */
export const FOOTAGE_TOKEN = 'ZyXw-VuTs_87654321';

export const FOOTAGE_STATUS = {
  kind: FootageRequestKind.INFORMATION,
  state: FootageRequestState.DECIDED,
  receivedTime: new Date('2026-11-20T08:00:00Z'),
  dueTime: new Date('2026-12-18T21:59:59Z'),
  extended: true,
  decision: {
    outcome: FootageOutcome.PARTLY_GRANTED,
    redactionRequired: true,
    decidedTime: new Date('2026-11-27T08:00:00Z'),
  },
};

export const APPEALED = {
  ...FOOTAGE_STATUS,
  state: FootageRequestState.APPEAL_DECIDED,
  appeal: {
    appealedTime: new Date('2026-11-27T09:00:00Z'),
    dueTime: new Date('2026-12-27T21:59:59Z'),
    outcome: AppealOutcome.UPHELD,
    decidedTime: new Date('2026-11-27T10:00:00Z'),
  },
};

/** What incident intake answers when all is well, and camera rollout about the one request that it knows. */
export const REPORT_ANSWERS: Answers = {
  ListCategories: () => CATEGORIES,
  ListNearbyRequests: () =>
    ListNearbyRequestsResponse.fromPartial({
      requests: [{ request: { ...PIT, voices: 3 }, distanceMetres: 200 }, { request: PIT_HERE }],
    }),
  ListRequests: () =>
    ListRequestsResponse.fromPartial({
      requests: [{ ...PIT, settlementCode: 'UA05020310010019628', voices: 3 }, PIT_HERE],
    }),
  AddVoice: () => AddVoiceResponse.fromPartial({ trackingToken: VOICE_TOKEN, voices: 4 }),
  ReportIncident: () =>
    ReportIncidentResponse.fromPartial({
      incidentId: '01a227c5-449a-7018-8be9-ee1a028b1e47',
      trackingToken: TOKEN,
      emergencyNumber: '101',
      dueTime: new Date('2026-11-28T11:00:00Z'),
    }),
  GetReportStatus: () => GetReportStatusResponse.fromPartial({ status: STATUS }),
  SubmitRequest: () =>
    SubmitRequestResponse.fromPartial({
      footageRequestId: '01a227c5-449a-7018-8be9-ee1a028b1e48',
      trackingToken: FOOTAGE_TOKEN,
      dueTime: new Date('2026-12-28T21:59:59.999Z'),
    }),
  AppealDecision: () => AppealDecisionResponse.fromPartial({ dueTime: new Date('2026-12-28T21:59:59.999Z') }),
  GetRequestStatus(request) {
    const { trackingToken } = request as { readonly trackingToken: string };
    if (trackingToken !== FOOTAGE_TOKEN) throw new BackendError('missing');
    return GetRequestStatusResponse.fromPartial(FOOTAGE_STATUS);
  },
  SubscribeToReport: () => ({}),
  ConfirmSubscription: () => ({}),
  EndSubscription: () => ({}),
  AddToReport: () => GetReportStatusResponse.fromPartial({ status: STATUS }),
  ConfirmFixed: () => GetReportStatusResponse.fromPartial({ status: { ...STATUS, state: IncidentState.CLOSED } }),
  ReopenReport: () => GetReportStatusResponse.fromPartial({ status: { ...STATUS, state: IncidentState.REOPENED } }),
};
