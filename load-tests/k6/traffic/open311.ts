import exec from 'k6/execution';
import { KINDS } from './kinds.ts';
import { countAnswer, sendForm } from './pages.ts';
import { placeOf } from './places.ts';
import { newRequestId } from './request-id.ts';
import { seeded } from './seeded.ts';
import { openService } from './service.ts';
import { ADDRESSES, OPEN311_KEY, SEED } from './settings.ts';

/** What programs may report: kinds whose reports are published. */
const BY_PROGRAMS = KINDS.filter(({ category }) => category === 'INFRASTRUCTURE');
const TAGS = { web: 'sent', page: 'open311' };
/** The most that a key may have. */
const REPORTS_PER_MINUTE = 6_000;
const intake = openService(ADDRESSES.incidentIntake);

/** The key of a program. Without OPEN311_KEY, the caller has to be allowed to create one. */
export async function apiKey(): Promise<string> {
  if (OPEN311_KEY !== '') return OPEN311_KEY;
  const answer = await intake.call<{ apiKey: string }>('safecommunity.incidents.v1.ApiKeyService/CreateApiKey', {
    requestId: newRequestId(),
    clientName: 'load test',
    contact: 'load-test@example.gov.ua',
    reportsPerMinute: REPORTS_PER_MINUTE,
  });
  if (answer === undefined) throw new Error('no key of Open311 was created: set OPEN311_KEY');
  return answer.apiKey;
}

/** Reports as the program of a city does; each report is another, because the same one sent again exists once. */
export async function reportByProgram(key: string): Promise<void> {
  const random = seeded(SEED, exec.scenario.iterationInTest);
  const kind = random.pick(BY_PROGRAMS);
  const answer = await sendForm(
    '/open311/v2/requests.json',
    {
      api_key: key,
      service_code: kind.category.toLowerCase(),
      address_id: placeOf(random),
      [`attribute[${kind.attribute}]`]: random.pick(kind.values),
      description: `${random.pick(kind.words)} ${newRequestId()}`,
    },
    TAGS,
  );
  countAnswer(answer.text.includes('"service_request_id"'), answer, TAGS);
}
