import { randomUUID } from 'node:crypto';
import {
  IncidentCourseServiceService,
  TriageIncidentRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGateway, type RunningGateway } from '../../test/running-gateway.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

// A city's program and the real services: it gets a key, reports, follows its report, and loses the key.

const DESCRIPTION = 'Яма щезлоптаха біля школи';
const PHONE = '+380671918273';

let system: RunningSystem;
let gateway: RunningGateway;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'incident-intake', 'statistics']);
  gateway = await runGateway(system);
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await system.stop();
});

interface Key {
  readonly keyId: string;
  readonly apiKey: string;
}

async function newKey(): Promise<Key> {
  const keys = (...args: string[]) => system.hromada('open311', 'keys', ...args);
  const { stdout } = await keys('create', '--client', 'Місто', '--contact', 'it@vin.example', '--json');
  return JSON.parse(stdout) as Key;
}

const url = (path: string) => `${gateway.url}/open311/v2/${path}`;

function post({ apiKey }: Key, fields: Record<string, string> = {}, at = gateway.url): Promise<Response> {
  const form = {
    api_key: apiKey,
    service_code: 'infrastructure',
    lat: '49.2331',
    long: '28.4682',
    description: DESCRIPTION,
    first_name: 'Щезлоптах',
    phone: PHONE,
    'attribute[infrastructure_kind]': 'road_pit',
    ...fields,
  };
  return fetch(`${at}/open311/v2/requests.json`, { method: 'POST', body: new URLSearchParams(form) });
}

async function idOf(response: Response): Promise<string> {
  const [request] = (await response.json()) as { service_request_id: string }[];
  return request?.service_request_id ?? '';
}

async function incidents(): Promise<number> {
  const [row] = (await system.sql('incident-intake', 'select count(*)::int as n from incident')) as { n: number }[];
  return row?.n ?? -1;
}

test('a report that is sent twice is one incident; it is read back, and its updates are seen', async () => {
  const key = await newKey();
  const before = await incidents();
  const sent = await Promise.all([post(key), post(key)]);
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);
  const [id = '', repeated] = await Promise.all(sent.map(idOf));
  expect([repeated, await incidents()]).toEqual([id, before + 1]);
  const read = await fetch(url(`requests/${id}.json?lang=en`));
  const text = await read.text();
  expect(JSON.parse(text)).toMatchObject([
    { service_request_id: id, status: 'open', status_notes: 'received', address_id: 'UA05020030000031457' },
  ]);
  const secrets = [DESCRIPTION, PHONE.slice(4), 'Щезлоптах', '49.2331', key.apiKey];
  for (const secret of secrets) expect(`${text}${gateway.output()}`).not.toContain(secret);
  const { incident } = await system.connect().incidents.getIncident({ incidentId: id, reason: 'check' });
  expect(incident).toMatchObject({ description: DESCRIPTION, reporter: { fullName: 'Щезлоптах', phone: PHONE } });

  const course = testClient(IncidentCourseServiceService, system.ports[1] ?? 0);
  await course.triageIncident(
    TriageIncidentRequest.fromPartial({ requestId: randomUUID(), incidentId: id, urgency: Urgency.LOW }),
  );
  course.close();
  const updates = await (await fetch(url(`servicerequestupdates.json?lang=en&service_request_id=${id}`))).json();
  expect(updates).toMatchObject([
    { update_id: `${id}-2`, service_request_id: id, status: 'open', description: 'reviewed' },
  ]);
});

test('a key that is revoked reports no more, not even what it reported before, within the memory of the gateway', async () => {
  const key = await newKey();
  expect((await post(key)).status).toBe(200);
  const before = await incidents();
  expect((await system.hromada('open311', 'keys', 'revoke', key.keyId)).exitCode).toBe(0);
  for (const fields of [{}, { description: 'інша яма' }]) {
    const refused = await post(key, fields);
    expect([refused.status, await refused.json()]).toEqual([
      403,
      [{ code: 403, description: 'api_key is unknown or was revoked' }],
    ]);
  }
  expect(await incidents()).toBe(before);
});

test('what intake finds wrong is named, and nothing is written', async () => {
  const key = await newKey();
  const before = await incidents();
  const problems = async (fields: Record<string, string>) => {
    const response = await post(key, fields);
    return [response.status, ((await response.json()) as { description: string }[]).map((each) => each.description)];
  };
  expect(await problems({ lat: '52.2297', long: '21.0122' })).toEqual([
    400,
    ['the point of lat and long must lie in Ukraine'],
  ]);
  expect(await problems({ address_id: 'UA80000000000093317' })).toEqual([
    400,
    ['the point of lat and long must lie in the hromada, or within 250 m of its border'],
  ]);
  expect(await problems({ 'attribute[object_code]': 'стовп 7' })).toEqual([
    400,
    [expect.stringMatching(/^attribute\[object_code\] must be/)],
  ]);
  expect(await incidents()).toBe(before);
});

test('a report whose gateway is killed exists once or not at all, and its repetition is the same one', async () => {
  const key = await newKey();
  const doomed = await runGateway(system);
  const before = await incidents();
  const sent = Array.from({ length: 20 }, (_, index) => post(key, { description: `яма ${index}` }, doomed.url));
  await Promise.race(sent);
  await doomed.kill();
  await Promise.allSettled(sent);
  const ids = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const response = await post(key, { description: `яма ${index}` });
      // Beyond the rate of the key, which is that of each gateway.
      if (response.status === 429) return 'later';
      expect(response.status).toBe(200);
      return idOf(response);
    }),
  );
  const known = ids.filter((id) => id !== 'later');
  expect(new Set(known).size).toBe(known.length);
  expect(known.length).toBeGreaterThan(10);
  expect(await incidents()).toBeLessThanOrEqual(before + 20);
  expect(await incidents()).toBeGreaterThanOrEqual(before + known.length);
});
