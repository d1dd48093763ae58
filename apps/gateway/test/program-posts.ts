import {
  CheckApiKeyResponse,
  ReportWithApiKeyResponse,
  type ReportWithApiKeyRequest,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { BackendError } from '../src/backend/module.ts';
import { OPEN311_CATALOGUE } from './open311-answers.ts';
import { runPages, type RunningPages } from './running-pages.ts';

export const REPORTED_ID = '01a2207d-c98d-7473-8766-bf755ce90ecd';
export const POST_PATH = '/open311/v2/requests';
const KEY = 'sc311_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
export const OTHER_KEY = 'sc311_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB';

/** A valid report. */
export const FORM = {
  api_key: KEY,
  service_code: 'infrastructure',
  lat: '49.2331',
  long: '28.4682',
  'attribute[infrastructure_kind]': 'road_pit',
};

/** The gateway with an intake that knows two keys. */
export interface ProgramPosts {
  readonly running: RunningPages;
  /** What intake was asked to store. */
  reported: ReportWithApiKeyRequest[];
  /** Keys that intake was asked about. */
  readonly checked: string[];
  /** What intake answers to a report instead. */
  refusal: BackendError | undefined;
  emergencyNumber: string;
  post(fields: object, path?: string, more?: RequestInit): Promise<Response>;
}

export async function programPosts(): Promise<ProgramPosts> {
  const checked: string[] = [];
  const posts: ProgramPosts = {
    reported: [],
    checked,
    refusal: undefined,
    emergencyNumber: '',
    running: await runPages({
      ListCategories: () => OPEN311_CATALOGUE,
      CheckApiKey: (request) => {
        const { apiKey } = request as { apiKey: string };
        checked.push(apiKey);
        if (apiKey !== KEY && apiKey !== OTHER_KEY) throw new BackendError('missing');
        return CheckApiKeyResponse.fromPartial({ keyId: apiKey, reportsPerMinute: 6_000_000 });
      },
      ReportWithApiKey: (request) => {
        if (posts.refusal !== undefined) throw posts.refusal;
        posts.reported.push(request as ReportWithApiKeyRequest);
        return ReportWithApiKeyResponse.fromPartial({
          incidentId: REPORTED_ID,
          emergencyNumber: posts.emergencyNumber,
        });
      },
    }),
    post: (fields, path = `${POST_PATH}.json`, more = {}) =>
      fetch(`${posts.running.url}${path}`, { method: 'POST', body: encoded(fields), ...more }),
  };
  return posts;
}

/** A list is a field that is sent several times. */
function encoded(fields: object): URLSearchParams {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value as string | string[]].flat().map((each): [string, string] => [name, each]),
  );
  return new URLSearchParams(pairs);
}
