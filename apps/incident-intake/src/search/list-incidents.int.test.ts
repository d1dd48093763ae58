import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casualties, fire, header, row, VINNYTSIA, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type From, type RunningIntake } from '../../test/running-intake.ts';
import type { Part } from '../../test/send-import.ts';

const { DOMESTIC_VIOLENCE, FIRE, GAS, SCHOOL_SAFETY } = IncidentCategory;
const CATEGORIES = [FIRE, GAS, DOMESTIC_VIOLENCE, SCHOOL_SAFETY];
const OTHER_HROMADA = 'UA05020010000053508';
const OTHER_POINT = { latitude: 49.193, longitude: 28.373 };
const STORED = 60;
const SECRET = 'канарка-опис';

let intake: RunningIntake;
/** External ids, newest first. */
const NEWEST_FIRST = Array.from({ length: STORED }, (_, index) => `call-${STORED - index}`);

beforeAll(async () => {
  intake = await runIntake();
  const rows = Array.from({ length: STORED }, (_, index) => stored(index + 1));
  await intake.send([header(randomUUID()), ...rows]);
});
afterAll(() => intake.stop());

/** Row n is n seconds after YESTERDAY; categories alternate, every third is in another hromada. */
function stored(number: number): Part {
  const report = fire({
    category: CATEGORIES[number % CATEGORIES.length] ?? FIRE,
    hromadaCode: number % 3 === 0 ? OTHER_HROMADA : VINNYTSIA,
    description: SECRET,
    reporter: { fullName: SECRET, phone: '+380671112233' },
    location: number % 3 === 0 ? OTHER_POINT : { latitude: 49.233, longitude: 28.468 },
    casualties: casualties({ injured: number }),
  });
  return row(number, { report });
}

async function idsOf(request: Partial<ListIncidentsRequest>, from?: From): Promise<string[]> {
  const { incidents } = await intake.list({ pageSize: 500, ...request }, from);
  return incidents.map(({ externalId }) => externalId);
}

const numbered = (holds: (number: number) => boolean): string[] =>
  NEWEST_FIRST.filter((id) => holds(Number(id.slice('call-'.length))));

test('lists incidents newest first', async () => {
  expect(await idsOf({})).toEqual(NEWEST_FIRST);
});

test('a page has 50 incidents by default and shows whether there are more', async () => {
  const first = await intake.list();
  expect(first.incidents).toHaveLength(50);
  const second = await intake.list({ pageToken: first.nextPageToken });
  expect(second.incidents).toHaveLength(STORED - 50);
  expect(second.nextPageToken).toBe('');
  expect((await intake.list({ pageSize: STORED })).nextPageToken).toBe('');
});

test.each<[string, Partial<ListIncidentsRequest>, (number: number) => boolean]>([
  ['hromada', { hromadaCode: OTHER_HROMADA }, (number) => number % 3 === 0],
  ['category', { category: GAS }, (number) => number % 4 === 1],
  ['both', { hromadaCode: VINNYTSIA, category: FIRE }, (number) => number % 3 !== 0 && number % 4 === 0],
  ['time from', { receivedFrom: at(20) }, (number) => number >= 20],
  ['time to', { receivedTo: at(20) }, (number) => number < 20],
  ['a time range', { receivedFrom: at(20), receivedTo: at(30) }, (number) => number >= 20 && number < 30],
  ['an empty time range', { receivedFrom: at(30), receivedTo: at(20) }, () => false],
  ['all time', { receivedFrom: new Date(0), receivedTo: new Date('9999-12-31') }, () => true],
  ['the far future', { receivedFrom: new Date('9999-12-31') }, () => false],
  ['an unknown hromada', { hromadaCode: 'UA99999999999999999' }, () => false],
])('the list can be narrowed by %s', async (_by, request, holds) => {
  expect(await idsOf(request)).toEqual(numbered(holds));
});

test('callers without the sensitive scope do not see sensitive incidents', async () => {
  expect(await idsOf({}, 'statistics')).toEqual(numbered((number) => number % 4 < 2));
  expect(await idsOf({ category: DOMESTIC_VIOLENCE }, 'statistics')).toEqual([]);
});

test('lists no personal data, even to entitled callers', async () => {
  const { incidents } = await intake.list({ pageSize: 500 });
  for (const incident of incidents) {
    expect(incident).toMatchObject({ description: '', reporter: undefined });
    const sensitive = incident.category === DOMESTIC_VIOLENCE || incident.category === SCHOOL_SAFETY;
    expect(incident.location === undefined).toBe(sensitive);
    expect(incident.casualties?.injured).toBe(Number(incident.externalId.slice('call-'.length)));
  }
});

test('pages have no gaps and no duplicates while new reports arrive', async () => {
  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await intake.list({ pageSize: 7, pageToken });
    seen.push(...page.incidents.map(({ externalId }) => externalId));
    pageToken = page.nextPageToken;
    await Promise.all([intake.report({ report: fire() }), intake.report({ report: fire() })]);
  } while (pageToken !== '');
  expect(seen).toEqual(NEWEST_FIRST);
});

test('the page size may change between pages, and paging may stop', async () => {
  const filter = { hromadaCode: OTHER_HROMADA };
  const first = await intake.list({ ...filter, pageSize: 3 });
  const rest = await idsOf({ ...filter, pageToken: first.nextPageToken });
  const both = [...first.incidents.map(({ externalId }) => externalId), ...rest];
  expect(both).toEqual(numbered((number) => number % 3 === 0));
});

test('can list only incidents without a responsible officer', async () => {
  const officer = randomUUID();
  await intake.sql(`update incident set responsible_officer_id = $1 where external_id <> all ($2)`, [
    officer,
    ['call-5', 'call-6'],
  ]);
  expect((await idsOf({ unroutedOnly: true })).filter((id) => id !== '')).toEqual(['call-6', 'call-5']);
  const { incidents } = await intake.list({ hromadaCode: OTHER_HROMADA, pageSize: 1 });
  expect(incidents[0]?.responsibleOfficerId).toBe(officer);
});

test.each<[string, Partial<ListIncidentsRequest>]>([
  ['page_size', { pageSize: 501 }],
  ['category', { category: 99 as never }],
  ['hromada_code', { hromadaCode: 'Вінниця' }],
  ['page_token', { pageToken: 'x' }],
  ['page_token', { pageToken: Buffer.from(`${randomUUID()}.x`).toString('base64url') }],
  ['page_token', { pageToken: Buffer.from(`1' or '1'='1.x`).toString('base64url') }],
])('rejects an invalid %s', async (field, request) => {
  expect(await refusalOf(intake.list(request))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a page token of another filter', async () => {
  const { nextPageToken: pageToken } = await intake.list({ pageSize: 1, hromadaCode: VINNYTSIA });
  const refusal = await refusalOf(intake.list({ pageSize: 1, hromadaCode: OTHER_HROMADA, pageToken }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test('rejects a caller without the scope', async () => {
  expect(await refusalOf(intake.list({}, 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

function at(number: number): Date {
  return new Date(YESTERDAY.getTime() + number * 1_000);
}
