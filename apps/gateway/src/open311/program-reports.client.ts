import {
  ApiKeyServiceService as ApiKeys,
  CheckApiKeyRequest,
  ReportWithApiKeyRequest,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { BackendError, categoryOfWord, remembered, type Backend } from '../backend/module.ts';
import type { NamedPlace } from './address.adapter.ts';
import type { Submission } from './submission.ts';

/** What programs do with their key. */
export interface ProgramReports {
  /** Undefined for a key that is unknown or revoked. */
  readonly check: (apiKey: string) => Promise<CheckedKey | undefined>;
  /** Undefined for a key that is unknown or revoked by now. */
  readonly report: (apiKey: string, report: ProgramReport) => Promise<Reported | undefined>;
}

export interface CheckedKey {
  readonly keyId: string;
  readonly reportsPerMinute: number;
}

interface ProgramReport {
  /** A UUID: repeated requests have the same. */
  readonly requestId: string;
  readonly serviceCode: string;
  readonly place: NamedPlace;
  readonly submission: Submission;
}

interface Reported {
  readonly id: string;
  /** Empty unless somebody should be phoned as well. */
  readonly emergencyNumber: string;
}

/** For the rate of a key only: the report itself is checked by intake, which knows of a revocation at once. */
const KEY_MEMORY = { freshMs: 5_000, staleMs: 0, most: 5_000 };

export function programReports({ incidents }: Pick<Backend, 'incidents'>): ProgramReports {
  return {
    check: remembered(
      (apiKey) => unlessUnknown(incidents(ApiKeys.checkApiKey, CheckApiKeyRequest.fromPartial({ apiKey }))),
      KEY_MEMORY,
    ),
    async report(apiKey, { requestId, serviceCode, place, submission }) {
      const { point: location, attributes, description, reporter } = submission;
      const request = ReportWithApiKeyRequest.fromPartial({
        requestId,
        apiKey,
        report: {
          category: categoryOfWord(serviceCode),
          ...place,
          attributes: [...attributes],
          description,
          ...(location === undefined ? {} : { location }),
          ...(reporter === undefined ? {} : { reporter }),
        },
      });
      const reported = await unlessUnknown(incidents(ApiKeys.reportWithApiKey, request));
      return reported && { id: reported.incidentId, emergencyNumber: reported.emergencyNumber };
    },
  };
}

async function unlessUnknown<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BackendError && error.problem === 'missing') return undefined;
    throw error;
  }
}

/** Fields of a report, as Open311 names them. */
const NAMES: Readonly<Record<string, string>> = {
  'report.category': 'service_code',
  'report.hromada_code': 'the place',
  'report.settlement_code': 'address_id',
  'report.location': 'the point of lat and long',
  'report.description': 'description',
  'report.reporter.full_name': 'the name of the reporter',
  'report.reporter.phone': 'phone',
};

/** What intake found wrong. */
export function problemsOf({ violations }: BackendError): string[] {
  const named = violations.map(({ field, rule }) => {
    const [, attribute] = /^report\.attributes\.([a-z_]+)$/.exec(field) ?? [];
    return `${attribute === undefined ? (NAMES[field] ?? 'the request') : `attribute[${attribute}]`} ${rule}`;
  });
  return named.length > 0 ? named : ['the report is invalid'];
}
