import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';

import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { eventually } from '@safe-community/testkit';
import { CanarySearch } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGateway, type RunningGateway } from '../../test/running-gateway.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

// The pages of the gateway process in front of the real services, with the role of the public pages.

const VINNYTSIA = 'UA05020030000031457';
/** What may never be on a page: it is in the databases of the services. */
const CANARIES = {
  name: 'Щезлоптах Ївга Канарівна',
  service: 'QZX-7731-99',
  phone: '+380671918273',
  narrative: 'за третіми дверима ховається щезлоптах',
  point: 49.234567,
};
const search = new CanarySearch(CANARIES);

let system: RunningSystem;
let gateway: RunningGateway;
let url: string;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'incident-intake', 'statistics']);
  // The crawl is faster than a visitor.
  gateway = await runGateway(system, { REQUESTS_AT_ONCE: '10000' });
  ({ url } = gateway);
  await storeCanaries();
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await system.stop();
});

/** An officer who is responsible and publishes nothing, and reports with everything personal. */
async function storeCanaries(): Promise<void> {
  const connection = system.connect();
  const { officerId } = await connection.officers.registerOfficer({
    requestId: randomUUID(),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: CANARIES.name,
    serviceNumber: CANARIES.service,
    phone: CANARIES.phone,
    patrolUnitCode: '',
    demonstration: false,
    servicePlaceCode: '',
  });
  await connection.officers.assignOfficer({
    requestId: randomUUID(),
    officerId,
    beat: { hromadaCode: VINNYTSIA, starostaDistrictCode: '' },
    role: AssignmentRole.PRIMARY,
    beatId: '',
    startTime: undefined,
    endTime: undefined,
    deputyOrder: 0,
  });
  for (const [category, name, value] of [
    [IncidentCategory.FIRE, 'fire_object', 'dwelling'],
    [IncidentCategory.DOMESTIC_VIOLENCE, 'violence_forms', 'physical'],
    [IncidentCategory.INFRASTRUCTURE, 'infrastructure_kind', 'road_pit'],
  ] as const) {
    const report = IncidentReport.fromPartial({
      category,
      channel: ReportChannel.PHONE_112,
      hromadaCode: VINNYTSIA,
      location: { latitude: CANARIES.point, longitude: 28.468 },
      description: CANARIES.narrative,
      reporter: { fullName: CANARIES.name, phone: CANARIES.phone },
      attributes: [{ name, value }],
    });
    await connection.incidents.reportIncident({ requestId: randomUUID(), report });
  }
  await eventually(async () => {
    const { scorecard } = await connection.statistics.getScorecard(GetScorecardRequest.fromPartial({}));
    // Domestic violence is counted apart, until it is released.
    expect(scorecard?.incidentsTotal).toBe(2n);
  });
  connection.close();
}

const OPEN311 = [
  'discovery.xml',
  'services.json',
  'services/infrastructure.xml',
  'requests.json',
  'requests.xml',
  'servicerequestupdates.json',
].map((name) => `/open311/v2/${name}`);

test('programs read the published report alone, at the centre of its hromada', async () => {
  const requests = (await (await fetch(`${url}/open311/v2/requests.json?lang=en`)).json()) as Record<string, unknown>[];
  expect(requests).toMatchObject([
    {
      service_code: 'infrastructure',
      status: 'open',
      description: 'What is damaged: Pit in the road',
      address_id: VINNYTSIA,
    },
  ]);
  const one = await (
    await fetch(`${url}/open311/v2/requests/${String(requests[0]?.['service_request_id'])}.json?lang=en`)
  ).json();
  expect(one).toEqual(requests);
  const services = (await (await fetch(`${url}/open311/v2/services.json`)).json()) as Record<string, unknown>[];
  expect(services.map((service) => service['service_code'])).toEqual(['infrastructure', 'access_barrier']);
});

const MOST_HROMADAS = 10;

test('every page that links lead to is there, and none holds anything personal', async () => {
  const seen = new Set<string>();
  let hromadas = 0;
  const waiting = [
    ...OPEN311,
    '/api/v1/openapi.json',
    `/api/v1/hromadas/${VINNYTSIA}`,
    '/api/v1/figures?measure=incidents&level=hromada',
    '/',
    `/officer?place=${VINNYTSIA}`,
    `/h/${VINNYTSIA}`,
    '/officer?place=Миколаївська',
    '/h/UA80000000000093317',
  ];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    // The map links to all 1,471.
    if (path.includes('/h/UA') && !path.endsWith(VINNYTSIA) && (hromadas += 1) > MOST_HROMADAS) continue;
    const response = await fetch(`${url}${path}`);
    const text = await response.text();
    expect([path, response.status]).toEqual([path, 200]);
    const headers = JSON.stringify([...response.headers]);
    expect([path, search.find(Buffer.from(`${headers}${text}`))]).toEqual([path, []]);
    for (const [, link = ''] of text.matchAll(/(?:href|action)="(\/[^"]*)"/g))
      waiting.push(link.replaceAll('&amp;', '&'));
  }
  for (const path of [
    '/scorecard',
    '/en/scorecard',
    `/en/h/${VINNYTSIA}`,
    '/accessibility',
    '/en/map',
    '/compare',
    '/api/v1/figures?measure=killed&level=oblast',
  ])
    expect(seen).toContain(path);
  expect(search.find(Buffer.from(gateway.output()))).toEqual([]);
});

test('the pages show the figures of the services, and stay while a service restarts', async () => {
  const scorecard = await (await fetch(`${url}/en/scorecard`)).text();
  expect(scorecard).toContain('1 community officer serves now.');
  expect(await (await fetch(`${url}/en/h/${VINNYTSIA}`)).text()).toContain('Beats with an officer: 1 of 1.');
  await system.restart('statistics', async () => {
    expect((await fetch(`${url}/`)).status).toBe(200);
    expect((await fetch(`${url}/en/scorecard`)).status).toBe(200);
  });
});
