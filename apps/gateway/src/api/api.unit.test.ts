import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  QueryFiguresResponse,
  type QueryFiguresRequest,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { ANSWERS, EMPTY_ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { COUNTRY_ANSWERS } from '../../test/country-answers.ts';
import { POLICE } from '../../test/official-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { operationsOf } from './api.api.ts';

let pages: RunningPages;
let empty: RunningPages;
beforeAll(async () => {
  pages = await runPages(COUNTRY_ANSWERS);
  empty = await runPages(EMPTY_ANSWERS);
});
afterAll(async () => {
  await pages.stop();
  await empty.stop();
});

const nothing = async () => {
  throw new Error('no service is called');
};
const services = { officers: nothing, incidents: nothing, cameras: nothing, statistics: nothing };
const OPERATIONS = operationsOf({ installation: 'real', ...services, close: () => undefined }, () => new Date());

/** Addresses of each operation, below the prefix. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  listMeasures: ['measures'],
  queryFigures: [
    'figures?measure=incidents',
    'figures?measure=incidents&level=oblast&from_month=2026-01&to_month=2026-03&group_by=month,category',
    'figures?measure=incidents&level=oblast&oblast=UA05000000000010236',
    'figures?measure=incidents&level=hromada',
    'figures?measure=response_time_p50&level=hromada&oblast=UA05000000000010236',
    'figures?measure=camera_coverage&level=oblast',
  ],
  listHromadas: ['hromadas', 'hromadas?oblast=UA05000000000010236&page_size=10'],
  getHromada: [`hromadas/${VINNYTSIA}`, 'hromadas/UA80000000000093317'],
  listCoverage: ['coverage', 'coverage?oblast=UA05000000000010236'],
  getScorecard: ['scorecard'],
  listOfficialSeries: ['official', `official?series=${POLICE}`],
  compareOblasts: ['compare', 'compare?measure=killed'],
};

test('addresses of every operation are tried', () => {
  expect(Object.keys(ADDRESSES).toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
});

describe.each(OPERATIONS.flatMap((each) => (ADDRESSES[each.id] ?? []).map((path) => [path, each] as const)))(
  '%s',
  (path, { answer, csv }) => {
    test('answers what its schema says, with and without data, to programs of any site', async () => {
      for (const running of [pages, empty]) {
        const response = await running.get(`/api/v1/${path}`);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
        const parsed = answer.safeParse(await response.json());
        expect(parsed.error).toBeUndefined();
        expect(response.headers.get('access-control-allow-origin')).toBe('*');
        expect(response.headers.get('set-cookie')).toBeNull();
        const etag = response.headers.get('etag') ?? '';
        expect((await running.get(`/api/v1/${path}`, { 'If-None-Match': etag })).status).toBe(304);
      }
    });

    test('answers a table of equal rows, if it has one', async () => {
      const response = await pages.get(`/api/v1/${path}`, { Accept: 'text/csv' });
      expect(response.headers.get('content-type')).toMatch(csv === undefined ? /^application\/json/ : /^text\/csv/);
      expect(response.headers.get('vary')).toMatch(/accept/i);
      if (csv === undefined) return;
      const [route = '', query = ''] = path.split('?');
      const text = await (await pages.get(`/api/v1/${route}.csv?${query}`)).text();
      expect(text).toBe(await response.text());
      const [headings = '', ...rows] = text.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'));
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(cellsOf(row)).toHaveLength(cellsOf(headings).length);
    });
  },
);

function cellsOf(line: string): string[] {
  return line.replaceAll(/"(?:[^"]|"")*"/g, 'quoted').split(',');
}

test('every figure comes with definition, source, and the rule of what is left out', async () => {
  const found = await json('figures?measure=incidents&level=hromada&page_size=2');
  expect(found).toMatchObject({
    measure: { name: 'incidents', definition: { uk: 'Зареєстровані події.', en: 'Reported incidents.' } },
    period: { first_day: '2025-11-24', last_day: '2026-11-22' },
    grouped_by: ['territory'],
    provenance: { counted_from: ['incident-reported', 'incident-withdrawn'] },
    suppression: { uk: 'Чутливі події вилучено.', en: 'Sensitive ones are left out.' },
  });
});

test('what is counted of sensitive categories is listed apart, and is no measure to query', async () => {
  expect(await json('measures')).toMatchObject({
    sensitive: [{ name: 'visits_done', unit: 'visits', counted_from: ['follow-up-visit-recorded'], released: true }],
  });
  expect((await pages.get('/api/v1/figures?measure=visits_done')).status).toBe(400);
});

test('figures of a hromada are exact, and those that do not add up come with their cases', async () => {
  const counted = [0, 1, 4, 5, 1_000].map((value) => ({ territoryCode: VINNYTSIA, value }));
  const timed = [{ territoryCode: VINNYTSIA, value: 540, base: 12 }];
  const running = await runPages({
    ...ANSWERS,
    QueryFigures: (request) => {
      const isTimed = (request as QueryFiguresRequest).selection?.measures[0] === 'response_time_p50';
      return QueryFiguresResponse.fromPartial({ figures: isTimed ? timed : counted });
    },
  });
  const figuresOf = async (measure: string) => {
    const answer = await (await running.get(`/api/v1/figures?measure=${measure}&level=hromada`)).json();
    return answer as { measure: object; figures: { value: number; cases: number | null }[] };
  };
  expect((await figuresOf('incidents')).figures.map(({ value, cases }) => [value, cases])).toEqual(
    counted.map(({ value }) => [value, null]),
  );
  expect(await figuresOf('response_time_p50')).toMatchObject({
    measure: { least_cases: 10 },
    figures: [{ value: 540, cases: 12 }],
  });
  await running.stop();
});

test('a share of surveys comes with its sample and interval, also in a table', async () => {
  const sample = { size: 400, effectiveSize: 200, low: 57.1, high: 70.3 };
  const running = await runPages({
    ...ANSWERS,
    QueryFigures: () => QueryFiguresResponse.fromPartial({ figures: [{ value: 64, base: 400, sample }] }),
  });
  const path = '/api/v1/figures?measure=camera_coverage';
  const { figures } = (await (await running.get(path)).json()) as { figures: unknown[] };
  expect(figures).toMatchObject([{ value: 64, sample: { size: 400, effective_size: 200, low: 57.1, high: 70.3 } }]);
  const table = await (await running.get(path, { Accept: 'text/csv' })).text();
  await running.stop();
  expect(table).toContain('sample_size,effective_sample_size,low,high,completeness,covered_percent');
  expect(table).toMatch(/,64,400,400,200,57\.1,70\.3,,\r?\n/);
});

test('the service is asked for whole months, and for hromadas only for their 52 weeks', async () => {
  const asked: QueryFiguresRequest[] = [];
  const running = await runPages({
    ...ANSWERS,
    QueryFigures: (request) => {
      asked.push(request as QueryFiguresRequest);
      return QueryFiguresResponse.fromPartial({});
    },
  });
  for (const query of ['level=hromada', 'from_month=2024-02&to_month=2024-02', 'to_month=2025-06']) {
    await running.get(`/api/v1/figures?measure=incidents&${query}`);
  }
  await running.stop();
  const day = (year: number, month: number, number: number) => ({ year, month, day: number });
  expect(asked.map(({ selection }) => [selection?.firstDay, selection?.lastDay])).toEqual([
    [day(2025, 11, 24), day(2026, 11, 22)],
    [day(2024, 2, 1), day(2024, 2, 29)],
    [day(2024, 7, 1), day(2025, 6, 30)],
  ]);
});

test('pages follow each other without gaps or repetitions', async () => {
  const codes: string[] = [];
  let token: string | null = '';
  while (token !== null) {
    const page: { hromadas: { katottg: string }[]; next_page_token: string | null } = await json(
      `hromadas?page_size=400&page_token=${token}`,
    );
    codes.push(...page.hromadas.map(({ katottg }) => katottg));
    token = page.next_page_token;
  }
  expect(codes).toHaveLength(1_471);
  expect(codes).toEqual([...new Set(codes)].toSorted());
});

test.each([
  ['figures', 'measure', 'must be given'],
  ['figures?measure=unknown_one', 'measure', 'must be the name of a measure'],
  ['figures?measure=incidents&level=raion', 'level', 'must be one of'],
  ['figures?measure=children_killed&level=hromada', 'level', 'must not be below oblast'],
  ['figures?measure=incidents&level=hromada&from_month=2026-01', 'from_month', 'fixed'],
  ['figures?measure=incidents&level=hromada&group_by=channel', 'group_by', 'must be category or nothing'],
  ['figures?measure=incidents&from_month=2026-13', 'from_month', 'must be a month'],
  ['figures?measure=incidents&to_month=2026-11', 'to_month', 'has ended'],
  ['figures?measure=incidents&from_month=2026-05&to_month=2026-04', 'from_month', 'must not be after'],
  ['figures?measure=incidents&from_month=1950-05', 'from_month', 'at most 360'],
  ['figures?measure=incidents&group_by=month,year', 'group_by', 'at most one'],
  ['figures?measure=response_time_p50&group_by=channel', 'group_by', 'must be dimensions of'],
  ['figures?measure=incidents&level=oblast&oblast=UA99000000000010236', 'oblast', 'known oblast'],
  ['hromadas?page_size=0', 'page_size', '1 to 2000'],
  ['hromadas?page_size=2001', 'page_size', '1 to 2000'],
  ['hromadas?page_token=zq', 'page_token', 'next_page_token'],
  ['compare?measure=zq', 'measure', 'Invalid option'],
  ['figures?measure=incidents&from=2025-01', 'from', 'is unknown: must be measure, level,'],
  ['measures?lang=en', 'lang', 'is unknown: there are no parameters'],
  ['hromadas?%3Cb%3E=1', '?', 'is unknown'],
  ['figures?measure=incidents&group_by=month&group_by=category', 'group_by', 'must be given once'],
])('%s is refused: %s %s', async (path, parameter, rule) => {
  const response = await pages.get(`/api/v1/${path}`);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as { errors: object[] };
  expect(problem).toMatchObject({ type: 'about:blank', status: 400, title: expect.any(String) });
  expect(problem.errors).toContainEqual({ parameter, rule: expect.stringContaining(rule) });
});

test('an unknown address, an unknown hromada, and a service that is away are problems too', async () => {
  const away = await runPages({});
  for (const [running, path, status] of [
    [pages, 'nothing', 404],
    [pages, 'hromadas/UA05020030000031458', 404],
    [away, 'scorecard', 503],
  ] as const) {
    const response = await running.get(`/api/v1/${path}`);
    expect([path, response.status]).toEqual([path, status]);
    expect(await response.json()).toMatchObject({ status, errors: expect.any(Array) });
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '60' : null);
  }
  await away.stop();
});

test('any parameters give an answer or a problem, never a failure, and no value comes back', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      'incidents',
      'hromada',
      'oblast',
      '2026-01',
      'month',
      '__proto__',
      '1e9',
      '-1',
      '<zq>',
      '\r\nX: y',
    ),
  );
  const lists = ['oblast', 'page_size', 'page_token'];
  const figures = ['measure', 'level', 'from_month', 'to_month', 'group_by', ...lists];
  const asked = fc.oneof(
    ...[
      ['figures', ...figures],
      ['figures.csv', ...figures],
      ['hromadas', ...lists],
      ['coverage', ...lists],
      ['compare', 'measure'],
      ['scorecard', 'unknown'],
    ].map(([path = '', ...names]) =>
      fc.tuple(fc.constant(path), fc.dictionary(fc.constantFrom(...names, 'page_size'), odd)),
    ),
  );
  await fc.assert(
    fc.asyncProperty(asked, async ([address, parameters]) => {
      const response = await pages.get(`/api/v1/${address}?${new URLSearchParams(parameters).toString()}`);
      expect([200, 400]).toContain(response.status);
      expect(response.headers.get('x')).toBeNull();
      const text = await response.text();
      if (response.status === 400) {
        for (const value of Object.values(parameters)) {
          if (value !== '2026-01' && /[^a-z_\d-]/.test(value) && value.trim().length > 3)
            expect(text).not.toContain(value);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('any place in the path gives a problem, never a failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (code) => {
      const response = await pages.get(`/api/v1/hromadas/${encodeURIComponent(code)}`);
      // "." and ".." are other addresses.
      expect([200, 400, 404]).toContain(response.status);
    }),
    { numRuns: 60 },
  );
});

test('the description is served as it is committed', async () => {
  const committed = readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8');
  expect(await json('openapi.json')).toEqual(JSON.parse(committed));
});

async function json<Answer>(path: string): Promise<Answer> {
  const response = await pages.get(`/api/v1/${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}
