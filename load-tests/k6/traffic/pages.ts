import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate } from 'k6/metrics';
import { placeOf } from './places.ts';
import { seeded } from './seeded.ts';
import { answered, failed, type Tags } from './service.ts';
import { GATEWAY_URL, SEED } from './settings.ts';

/** Requests of a network that sends too many and was refused. */
const limited = new Rate('limited');
/** Pages that were read. */
const read = new Counter('pages_read');

const SCRAPER = '198.19.255.1';
const NETWORKS = 511;
const HOUR_MS = 3_600_000;

/** A page as it was answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Each visitor has an address of the range for benchmarks (RFC 2544), which the gateway takes for the network when it
 * trusts a proxy (TRUSTED_PROXIES=1): this program stands where the proxy does.
 */
function visitorAddress(): string {
  const network = exec.scenario.iterationInTest % NETWORKS;
  return `198.${18 + Math.floor(network / 256)}.${network % 256}.1`;
}

/** @param tags `web` names the objective, `page` the route. */
export async function getPage(path: string, tags: Tags, address = visitorAddress()): Promise<Answer> {
  const response = await http.asyncRequest('GET', `${GATEWAY_URL}${path}`, null, {
    headers: { 'X-Forwarded-For': address },
    redirects: 0,
    tags,
  });
  return { status: response.status, text: textOf(response.body) };
}

/** Sends a form as a browser does. */
export async function sendForm(path: string, fields: Readonly<Record<string, string>>, tags: Tags): Promise<Answer> {
  const response = await http.asyncRequest('POST', `${GATEWAY_URL}${path}`, fields, {
    headers: { 'X-Forwarded-For': visitorAddress(), 'Sec-Fetch-Site': 'same-origin' },
    // The answer is at an address of its own.
    redirects: 1,
    tags,
  });
  return { status: response.status, text: textOf(response.body) };
}

/** Ours are texts; k6 has bytes or nothing if it was told not to keep them. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : '';
}

/** Counts an answer for the objective in its tag `web`. */
export function countAnswer(isRight: boolean, { status }: Answer, tags: Tags): void {
  answered.add(isRight, tags);
  if (!isRight) failed.add(1, { ...tags, code: String(status) });
}

/** A visit: the front page, the officer and the figures of the visitor's hromada, the scorecard. */
export async function browse(): Promise<void> {
  const hromada = placeOf(seeded(SEED, exec.scenario.iterationInTest));
  for (const [page, path] of [
    ['front', '/'],
    ['officer', `/officer?place=${hromada}`],
    ['hromada', `/h/${hromada}`],
    ['scorecard', '/scorecard'],
  ] as const) {
    const tags = { web: 'pages', page };
    const answer = await getPage(path, tags);
    read.add(1, tags);
    countAnswer(answer.status === 200 && answer.text.includes('</main>'), answer, tags);
  }
}

/** A program of a city that follows the changes of the last hour, as the documentation recommends. */
export async function followChanges(): Promise<void> {
  const since = new Date(Date.now() - HOUR_MS).toISOString();
  for (const [page, path] of [
    ['services', '/open311/v2/services.json'],
    ['requests', `/open311/v2/requests.json?updated_after=${since}`],
  ] as const) {
    const tags = { web: 'programs', page };
    const answer = await getPage(path, tags);
    countAnswer(answer.status === 200 && answer.text.startsWith('['), answer, tags);
  }
}

/** One network that copies the pages of all hromadas, faster than it may. */
export async function scrape(): Promise<void> {
  const hromada = placeOf(seeded(SEED, exec.scenario.iterationInTest));
  const tags = { web: 'scraper', page: 'hromada' };
  const { status } = await getPage(`/h/${hromada}`, tags, SCRAPER);
  limited.add(status === 429, tags);
}
