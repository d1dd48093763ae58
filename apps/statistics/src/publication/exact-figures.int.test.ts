import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { SensitiveReading } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import {
  ReleasePeriod,
  SensitiveMeasure,
  type ExactFigure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { rows } from '@safe-community/database';
import { callUnary } from '@safe-community/grpc-kit';
import { systemClock } from '@safe-community/service-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, violationsOf } from '../../test/calls.ts';
import { DOWN } from '../../test/draw.ts';
import { VINNYTSIA } from '../../test/events.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { countCases, MONTHS_OF_2021 } from '../../test/sensitive-counts.ts';
import { CASE_MEASURES } from '../figures/case-measures.ts';
import { releaseNext } from './release.jobs.ts';

const { DOMESTIC_VIOLENCE, FIRE } = IncidentCategory;
const { MONTH, QUARTER, YEAR } = ReleasePeriod;
const NEMYRIV = 'UA05020170000049432';
const TODAY = '2022-03-18';

let statistics: RunningStatistics;
let figures: TestClient<typeof Service>;
beforeAll(async () => {
  const now = () => new Date(`${TODAY}T10:00:00Z`);
  statistics = await runStatisticsAlone({ clock: { ...systemClock, now } });
  figures = testClient(Service, statistics.port);
  const cases = [
    { code: VINNYTSIA, cases: 12 },
    { code: NEMYRIV, cases: 1 },
  ];
  await countCases(
    statistics.database,
    cases.flatMap((each) => MONTHS_OF_2021.map((month) => ({ ...each, month }))),
  );
});
afterAll(async () => {
  figures.close();
  await statistics.stop();
});

const EXACT = { category: DOMESTIC_VIOLENCE, period: QUARTER, from: '2021-01-01', to: '2021-12-31' };

test('an exact read is answered for a purpose and is in the audit', async () => {
  const by = { actingUser: 'inspector-1', purpose: 'inspection' };
  const exact = await figures.getExactSensitiveFigures({ ...EXACT, territoryCode: NEMYRIV }, by);
  expect(exact.figures.map((figure) => [figure.periodStart, countsIn(figure)['incidents']])).toEqual([
    ['2021-01-01', 3n],
    ['2021-04-01', 3n],
    ['2021-07-01', 3n],
    ['2021-10-01', 3n],
  ]);
  const all = await figures.getExactSensitiveFigures({ ...EXACT, period: YEAR }, { purpose: 'supervision' });
  expect(all.figures.map((figure) => countsIn(figure)['incidents'])).toEqual([BigInt(12 * 13)]);
  const entries = await rows(
    statistics.database.em.fork(),
    `select method, acting_user, purpose, subject_ids from audit_entry where kind = 'sensitive-read'
     order by sequence desc limit 2`,
  );
  const method = 'safecommunity.statistics.v1.SensitiveFiguresService/GetExactSensitiveFigures';
  const about = (code: string) => ['sensitive-figures-domestic_violence', code];
  expect(entries).toEqual([
    { method, acting_user: '', purpose: 'supervision', subject_ids: about('UA') },
    { method, acting_user: 'inspector-1', purpose: 'inspection', subject_ids: about(NEMYRIV) },
  ]);
});

test('accepted referrals, a part of the referrals, are exact for those entitled and released to nobody', async () => {
  const ofMonth = { code: VINNYTSIA, month: '2020-02' };
  await rows(statistics.database.em.fork(), "delete from sensitive_count where day < '2021-01-01'");
  await countCases(statistics.database, [
    { ...ofMonth, cases: 60 },
    { ...ofMonth, measure: 'victim_referrals', cases: 19 },
    { ...ofMonth, measure: 'referrals_accepted', cases: 18 },
    { ...ofMonth, measure: 'visits_done', cases: 17 },
    // Withdrawn before it is known.
    { ...ofMonth, month: '2020-05', cases: -1 },
  ]);
  const year = { from: '2020-01-01', to: '2020-12-31' };
  const { figures: exact } = await figures.getExactSensitiveFigures({ ...EXACT, ...year }, { purpose: 'supervision' });
  expect(exact.map((figure) => [figure.periodStart, countsIn(figure)])).toEqual([
    ['2020-01-01', { incidents: 60n, victim_referrals: 19n, referrals_accepted: 18n, visits_done: 17n }],
  ]);
  while (
    (await statistics.database.em
      .fork()
      .transactional((tx) => releaseNext(tx, 'domestic_violence', { today: TODAY, draw: DOWN }))) > 0
  );
  const released = await rows(
    statistics.database.em.fork(),
    `select distinct measure, value::int from released_figure where period = 'quarter' and period_start = '2020-01-01' order by 1`,
  );
  expect(released).toEqual([
    { measure: 'incidents', value: 60 },
    { measure: 'victim_referrals', value: 15 },
    { measure: 'visits_done', value: 15 },
  ]);
  const asked = { category: DOMESTIC_VIOLENCE, measure: SensitiveMeasure.VISITS_DONE, period: YEAR, ...year };
  const { figures: shown } = await figures.listSensitiveFigures(asked);
  expect(shown.flatMap(({ value }) => value ?? [])).toEqual([15n]);
});

test('sanctions and works of a sensitive category are exact for those entitled and released to nobody', async () => {
  const ofMonth = { code: NEMYRIV, month: '2019-02' };
  await rows(statistics.database.em.fork(), "delete from sensitive_count where day < '2020-01-01'");
  const counted = ONLY_EXACT.map((measure, index) => ({ ...ofMonth, measure, cases: 20 + index }));
  await countCases(statistics.database, counted);
  const year = { from: '2019-01-01', to: '2019-12-31' };
  const asked = { ...EXACT, ...year, period: MONTH, territoryCode: NEMYRIV };
  const { figures: exact } = await figures.getExactSensitiveFigures(asked, { purpose: 'supervision' });
  expect(exact.map((figure) => [figure.periodStart, countsIn(figure)])).toEqual([
    ['2019-02-01', Object.fromEntries(ONLY_EXACT.map((measure, index) => [measure, BigInt(20 + index)]))],
  ]);
  while (
    (await statistics.database.em
      .fork()
      .transactional((tx) => releaseNext(tx, 'domestic_violence', { today: TODAY, draw: DOWN }))) > 0
  );
  const released = await rows(
    statistics.database.em.fork(),
    'select measure from released_figure where measure = any ($1::text[])',
    [ONLY_EXACT],
  );
  expect(released).toEqual([]);
});

const ONLY_EXACT = CASE_MEASURES.map(({ name }) => name);

function countsIn({ counts }: ExactFigure) {
  return Object.fromEntries(counts.map(({ measure, value }) => [measure, value]));
}

test('what is released and what is exact is listed, apart from what can be queried', async () => {
  const call = statistics.client.listMeasures.bind(statistics.client);
  const { measures, sensitive } = await callUnary('ListMeasures', call, {}, 5_000);
  const readBy = (reading: SensitiveReading) =>
    sensitive.filter(({ howToRead }) => howToRead.includes(reading)).map(({ name }) => name);
  const released = Object.keys(SensitiveMeasure).filter((name) => !/UNSPECIFIED|UNRECOGNIZED/.test(name));
  expect(readBy(SensitiveReading.RELEASED)).toEqual(released.map((name) => name.toLowerCase()));
  const exact = [...released.map((name) => name.toLowerCase()), 'referrals_accepted', ...ONLY_EXACT];
  expect(readBy(SensitiveReading.EXACT).toSorted()).toEqual(exact.toSorted());
  expect(measures.map(({ name }) => name)).not.toContain('visits_done');
  expect(measures.find(({ name }) => name === 'fines')).toMatchObject({ unit: 'outcomes', unitUk: 'рішень' });
  expect(sensitive.find(({ name }) => name === 'fines')).toMatchObject({
    unitUk: 'рішень',
    suppression: expect.stringMatching(/^Not released\./),
    suppressionUk: expect.stringMatching(/^Не оприлюднюють\./),
  });
});

test('an exact read is refused without its scope or a purpose, and names each invalid field', async () => {
  const stranger = testClient(Service, statistics.port, 'nats');
  expect((await refusalOf(stranger.getExactSensitiveFigures())).code).toBe(status.PERMISSION_DENIED);
  stranger.close();
  expect((await refusalOf(figures.getExactSensitiveFigures(EXACT))).code).toBe(status.PERMISSION_DENIED);
  const error = await refusalOf(
    figures.getExactSensitiveFigures({ category: FIRE, territoryCode: 'UA05' }, { purpose: 'x' }),
  );
  expect(violationsOf(error).map(({ field }) => field)).toEqual(['from', 'to', 'category', 'period', 'territory_code']);
});
