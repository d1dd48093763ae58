import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { rows } from '@safe-community/database';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importFigures, messages, refusalOf, scorecardOf, violationsOf } from '../../test/calls.ts';
import { DEATHS_2020, figure, onDay } from '../../test/figures.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import type { OfficialFigure } from './official-figure.ts';

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone({
    clock: { ...systemClock, now: () => new Date('2021-11-05T10:00:00Z') },
  });
});
beforeEach(() => sql('truncate official_figure, former_figure, request_record'));
afterAll(() => statistics.stop());

test('stores figures with their source and returns them in the scorecard as published', async () => {
  const officers = onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' });
  expect(await importAll([...DEATHS_2020, officers])).toEqual({ added: 7, revised: 0, unchanged: 0 });
  const { deaths, officers: measure, asOf } = await scorecardOf(statistics.client);
  expect(deaths.map(({ official }) => official)).toEqual(messages(DEATHS_2020));
  expect(measure?.targets).toEqual(messages([officers]));
  expect(asOf).toEqual(new Date('2021-11-05T10:00:00Z'));
});

test('a new value is a revision: it counts, and the earlier one is kept', async () => {
  await importAll([figure('hromadas', 1_469), figure('deaths_fire', 1)]);
  expect(await importAll([figure('hromadas', 1_470), figure('deaths_fire', 1)])).toEqual({
    added: 0,
    revised: 1,
    unchanged: 1,
  });
  await importAll([figure('hromadas', 1_471, { qualifier: 'more_than' })]);
  const kept = `select revision, value, qualifier, imported_by from`;
  expect(await sql(`${kept} official_figure where indicator = 'hromadas'`)).toEqual([
    { revision: 3, value: 1_471, qualifier: 'more_than', imported_by: 'client' },
  ]);
  expect(await sql(`${kept} former_figure order by revision`)).toEqual([
    { revision: 1, value: 1_469, qualifier: 'exact', imported_by: 'client' },
    { revision: 2, value: 1_470, qualifier: 'exact', imported_by: 'client' },
  ]);
});

test('the same request, many times at once, makes one import with one answer', async () => {
  const request = { requestId: randomUUID(), figures: messages(DEATHS_2020) };
  const answers = await Promise.all(Array.from({ length: 20 }, () => importFigures(statistics.client, request)));
  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ added: 6, revised: 0, unchanged: 0 })));
  expect(await counts()).toEqual({ figures: 6, former: 0, requests: 1 });
});

test('rejects the same request_id with other figures and changes nothing', async () => {
  const requestId = randomUUID();
  await importFigures(statistics.client, { requestId, figures: messages([figure('hromadas', 1_469)]) });
  const error = await refusalOf(
    importFigures(statistics.client, { requestId, figures: messages([figure('hromadas', 1_470)]) }),
  );
  expect(error.code).toBe(status.ALREADY_EXISTS);
  expect(await counts()).toEqual({ figures: 1, former: 0, requests: 1 });
});

test.each([
  ['request_id', { requestId: 'no uuid', figures: [message()] }],
  ['figures', { figures: [] }],
  ['figures', { figures: Array.from({ length: 1_001 }, () => message()) }],
  ['figures[1].indicator', { figures: [message(), { ...message(), indicator: 99 as never }] }],
  ['figures[1].indicator', { figures: [message(), { ...message(), indicator: 0 as const }] }],
  ['figures[1].kind', { figures: [message(), { ...message(), kind: 3 as never }] }],
  ['figures[1].qualifier', { figures: [message(), { ...message(), qualifier: 0 as const }] }],
  ['figures[1].value', { figures: [message(), { ...message(), value: Number.NaN }] }],
  ['figures[1].period_start', { figures: [message(), { ...message(), periodStart: undefined }] }],
  ['figures[1].period_end', { figures: [message(), { ...message(), periodEnd: { year: 2021, month: 2, day: 29 } }] }],
  ['figures[1].provenance', { figures: [message(), { ...message(), provenance: undefined }] }],
  ['figures[1].provenance.title', { figures: [message(), withTitle('nul \u0000')] }],
  ['figures[1]', { figures: [message(), message()] }],
])('names an invalid %s and imports nothing of the request', async (field, request) => {
  const error = await refusalOf(importFigures(statistics.client, request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
  expect(await counts()).toEqual({ figures: 0, former: 0, requests: 0 });
});

test('rejects a total that does not add up with its stored parts, and leaves the request_id unused', async () => {
  const requestId = randomUUID();
  const parts = DEATHS_2020.filter(({ indicator }) => indicator !== 'deaths_total');
  await importAll(parts);
  const wrong = messages([figure('deaths_total', 7_815)]);
  const error = await refusalOf(importFigures(statistics.client, { requestId, figures: wrong }));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  const [violation] = violationsOf(error);
  expect(violation?.field).toBe('figures[0].value');
  expect(violation?.description).toContain('= 7814, but the published total is 7815');
  expect(await counts()).toMatchObject({ figures: 5 });
  const right = messages([figure('deaths_total', 7_814)]);
  expect(await importFigures(statistics.client, { requestId, figures: right })).toMatchObject({ added: 1 });
});

test('rejects one of two concurrent imports that contradict each other', async () => {
  const isLast = (each: OfficialFigure): boolean => ['deaths_total', 'deaths_not_itemised'].includes(each.indicator);
  await importAll(DEATHS_2020.filter((each) => !isLast(each)));
  const outcomes = await Promise.allSettled([
    importAll([figure('deaths_not_itemised', 1_331)]),
    importAll([figure('deaths_total', 7_815)]),
  ]);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toMatchObject([{ reason: { code: status.INVALID_ARGUMENT } }]);
  expect(await counts()).toMatchObject({ figures: 5 });
});

test('denies a caller without the scope', async () => {
  const error = await refusalOf(importFigures(statistics.unprivileged, { figures: [message()] }));
  expect(error.code).toBe(status.PERMISSION_DENIED);
  expect((await refusalOf(scorecardOf(statistics.unprivileged))).code).toBe(status.PERMISSION_DENIED);
});

function message() {
  return messages([figure('deaths_road', 3_554)])[0] ?? expect.fail();
}

function withTitle(title: string) {
  const { provenance, ...rest } = figure('deaths_water', 1);
  return messages([{ ...rest, provenance: { ...provenance, title } }])[0] ?? expect.fail();
}

function importAll(figures: readonly OfficialFigure[]) {
  return importFigures(statistics.client, { figures: messages(figures) });
}

function sql(statement: string): Promise<Record<string, unknown>[]> {
  return rows(statistics.database.em.fork(), statement);
}

async function counts() {
  const [found] = await sql(`
    select (select count(*) from official_figure)::int as figures, (select count(*) from former_figure)::int as former,
           (select count(*) from request_record)::int as requests`);
  return found;
}
