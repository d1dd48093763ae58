import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fire, header, row, VINNYTSIA, VINNYTSIA_OBLAST, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type From, type RunningIntake } from '../../test/running-intake.ts';

const { DOMESTIC_VIOLENCE, FIRE, GAS, SCHOOL_SAFETY } = IncidentCategory;
const { RECEIVED, TRIAGED, CLOSED, REJECTED, DISPATCHED, REOPENED } = IncidentState;
const STORED = 240;
const KYIV = 'UA80000000000093317';
const OFFICERS = [randomUUID(), randomUUID()] as const;
const DAY_MS = 24 * 3_600_000;

const CATEGORIES = [FIRE, GAS, DOMESTIC_VIOLENCE, SCHOOL_SAFETY] as const;
const STATES = [RECEIVED, TRIAGED, CLOSED, REJECTED, DISPATCHED] as const;
const HROMADAS = [VINNYTSIA, 'UA05020010000053508', KYIV] as const;

/** The properties of incident n; the remainders are coprime, so that all combinations occur. */
const categoryOf = (n: number) => CATEGORIES[n % 4]!;
const stateOf = (n: number) => STATES[n % 5]!;
const hromadaOf = (n: number) => HROMADAS[n % 3]!;
const officerOf = (n: number) => [...OFFICERS, ''][Math.floor(n / 60) % 3]!;
const isOpen = (n: number) => stateOf(n) !== CLOSED && stateOf(n) !== REJECTED;
/** For half of them the renewed time has passed as well. */
const isEscalated = (n: number) => n % 7 === 1;
const isDue = (n: number) => n % 7 === 2;
const isSensitive = (n: number) => n % 4 > 1;
/** Over more than a year, so that all time ranges are read. */
const receivedAt = (n: number) => new Date(YESTERDAY.getTime() - (STORED - n) * 2 * DAY_MS);

const NEWEST_FIRST = Array.from({ length: STORED }, (_, index) => STORED - index);

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
  const rows = NEWEST_FIRST.map((n) =>
    row(n, {
      receivedTime: receivedAt(n),
      report: fire({ category: categoryOf(n), hromadaCode: hromadaOf(n) }),
    }),
  );
  await intake.send([header(randomUUID()), ...rows]);
  await intake.sql(
    `update incident set state = (array['received', 'triaged', 'closed', 'rejected', 'dispatched'])[n % 5 + 1],
       responsible_officer_id = (array[$1, $2, null]::uuid[])[n / 60 % 3 + 1],
       escalation_level = case when n % 7 = 1 then 2 else 0 end,
       due_at = case when (n % 7 = 2 or n % 14 = 1) and n % 5 in (0, 1, 4) then now() - interval '1 minute'
         when n % 7 = 3 and n % 5 in (0, 1, 4) then now() + interval '1 day' end
     from (select incident_id as id, substr(external_id, 6)::int as n from incident) as numbered where incident_id = id`,
    [...OFFICERS],
  );
});
afterAll(() => intake.stop());

type Filter = Partial<ListIncidentsRequest>;

function holds(filter: Filter, n: number): boolean {
  const { hromadaCode = '', oblastCode = '', category = 0, states = [], responsibleOfficerId = '' } = filter;
  return (
    (hromadaCode === '' || hromadaOf(n) === hromadaCode) &&
    (oblastCode === '' || (hromadaOf(n) === KYIV ? KYIV : VINNYTSIA_OBLAST) === oblastCode) &&
    (category === 0 || categoryOf(n) === category) &&
    (states.length === 0 || states.includes(stateOf(n))) &&
    (responsibleOfficerId === '' || officerOf(n) === responsibleOfficerId) &&
    (filter.unroutedOnly !== true || (isOpen(n) && officerOf(n) === '')) &&
    (filter.overdueOnly !== true || (isOpen(n) && (isEscalated(n) || isDue(n)))) &&
    (filter.receivedFrom === undefined || receivedAt(n) >= filter.receivedFrom) &&
    (filter.receivedTo === undefined || receivedAt(n) < filter.receivedTo)
  );
}

/** The list of entitled callers, that of others page by page, and the expected result. */
async function listedAndRight(filter: Filter): Promise<[listed: unknown, right: unknown]> {
  const right = NEWEST_FIRST.filter((n) => holds(filter, n));
  const open = right.filter((n) => !isSensitive(n));
  // As if there were no sensitive ones: pages are full, and there is no extra page.
  const count = Math.max(1, Math.ceil(open.length / 7));
  const pages = Array.from({ length: count }, (_, page) => open.slice(page * 7, page * 7 + 7));
  const listed = [await pagesOf({ pageSize: 500, ...filter }), await pagesOf({ ...filter, pageSize: 7 }, 'statistics')];
  return [listed, [[right], pages]];
}

async function pagesOf(filter: Filter, from?: From): Promise<number[][]> {
  const pages: number[][] = [];
  let pageToken = '';
  do {
    const { incidents, nextPageToken } = await intake.list({ ...filter, pageToken }, from);
    pages.push(incidents.map(({ externalId }) => Number(externalId.slice('call-'.length))));
    pageToken = nextPageToken;
  } while (pageToken !== '');
  return pages;
}

const SINGLE: readonly (readonly [name: string, filter: Filter])[] = [
  ['nothing', {}],
  ['hromada', { hromadaCode: VINNYTSIA }],
  ['oblast', { oblastCode: VINNYTSIA_OBLAST }],
  ['category', { category: GAS }],
  ['sensitive category', { category: DOMESTIC_VIOLENCE }],
  ['one state', { states: [REJECTED] }],
  ['several states', { states: [TRIAGED, CLOSED] }],
  ['a state that none is in', { states: [REOPENED] }],
  ['officer', { responsibleOfficerId: OFFICERS[0] }],
  ['officer in capitals', { responsibleOfficerId: OFFICERS[0].toUpperCase() }],
  ['lack of an officer', { unroutedOnly: true }],
  ['lateness', { overdueOnly: true }],
  ['time', { receivedFrom: receivedAt(20), receivedTo: receivedAt(230) }],
];

describe('the list can be narrowed', () => {
  test.each(SINGLE)('by %s', async (_name, filter) => {
    const lower = filter.responsibleOfficerId?.toLowerCase();
    const right = NEWEST_FIRST.filter((n) => holds({ ...filter, ...(lower && { responsibleOfficerId: lower }) }, n));
    expect(await pagesOf({ pageSize: 500, ...filter })).toEqual([right]);
  });

  test('by any two of them, for entitled and other callers, page by page', async () => {
    const filters = SINGLE.filter(([name]) => !name.includes('capitals')).map(([, filter]) => filter);
    for (const [index, one] of filters.entries()) {
      for (const other of filters.slice(index)) {
        const [listed, right] = await listedAndRight({ ...one, ...other });
        expect(listed).toEqual(right);
      }
    }
  });

  test('by all of them', async () => {
    const [listed, right] = await listedAndRight({
      hromadaCode: KYIV,
      oblastCode: KYIV,
      states: [RECEIVED, TRIAGED],
      overdueOnly: true,
      unroutedOnly: true,
      receivedFrom: receivedAt(1),
    });
    expect(listed).toEqual(right);
  });
});

test('lateness is exact to the moment, whether or not the timer has run', async () => {
  const [ended = 0] = NEWEST_FIRST.filter((n) => isEscalated(n) && !isOpen(n));
  const late = (await pagesOf({ overdueOnly: true, pageSize: 500 })).flat();
  expect(late).not.toContain(ended);
  expect(late.some(isDue) && late.some(isEscalated)).toBe(true);
});

test('pages have no gaps and no duplicates while incidents arrive and change', async () => {
  const filter = { states: [RECEIVED, TRIAGED], oblastCode: VINNYTSIA_OBLAST };
  const right = NEWEST_FIRST.filter((n) => holds(filter, n));
  const seen: number[] = [];
  let pageToken = '';
  do {
    const page = await intake.list({ ...filter, pageSize: 5, pageToken });
    seen.push(...page.incidents.map(({ externalId }) => Number(externalId.slice('call-'.length))));
    pageToken = page.nextPageToken;
    await intake.report({ report: fire() });
    await intake.sql(`update incident set state = 'closed' where external_id = $1`, [`call-${right[0]}`]);
  } while (pageToken !== '');
  expect(seen).toEqual(right);
  await intake.sql(`update incident set state = 'received' where external_id = $1`, [`call-${right[0]}`]);
});

test.each<[string, Filter]>([
  ['states[1]', { states: [RECEIVED, 99 as never] }],
  ['states[0]', { states: [0] }],
  ['states', { states: [RECEIVED, RECEIVED] }],
  ['oblast_code', { oblastCode: 'Вінницька' }],
  ['responsible_officer_id', { responsibleOfficerId: 'Шевченко' }],
])('rejects an invalid %s', async (field, filter) => {
  expect(await refusalOf(intake.list(filter))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a page token of any other filter', async () => {
  const { nextPageToken: pageToken } = await intake.list({ pageSize: 1 });
  for (const [, filter] of SINGLE.slice(1)) {
    const refusal = await refusalOf(intake.list({ pageSize: 1, pageToken, ...filter }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
  }
});
