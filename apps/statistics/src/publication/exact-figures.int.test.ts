import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { ReleasePeriod, SensitiveMeasure } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { rows } from '@safe-community/database';
import { systemClock } from '@safe-community/service-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, violationsOf } from '../../test/calls.ts';
import { VINNYTSIA } from '../../test/events.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { countCases, MONTHS_OF_2021 } from '../../test/sensitive-counts.ts';
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
  expect(exact.figures.map(({ periodStart, incidents }) => [periodStart, incidents])).toEqual([
    ['2021-01-01', 3n],
    ['2021-04-01', 3n],
    ['2021-07-01', 3n],
    ['2021-10-01', 3n],
  ]);
  const all = await figures.getExactSensitiveFigures({ ...EXACT, period: YEAR }, { purpose: 'supervision' });
  expect(all.figures.map(({ incidents }) => incidents)).toEqual([BigInt(12 * 13)]);
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
    { ...ofMonth, measure: 'victim_referrals', cases: 9 },
    { ...ofMonth, measure: 'referrals_accepted', cases: 8 },
    { ...ofMonth, measure: 'visits_done', cases: 7 },
    // Withdrawn before it is known.
    { ...ofMonth, month: '2020-05', cases: -1 },
  ]);
  const year = { from: '2020-01-01', to: '2020-12-31' };
  const { figures: exact } = await figures.getExactSensitiveFigures({ ...EXACT, ...year }, { purpose: 'supervision' });
  expect(exact).toMatchObject([
    { periodStart: '2020-01-01', incidents: 0n, victimReferrals: 9n, referralsAccepted: 8n, visitsDone: 7n },
  ]);
  while ((await statistics.database.em.fork().transactional((tx) => releaseNext(tx, 'domestic_violence', TODAY))) > 0);
  const released = await rows(
    statistics.database.em.fork(),
    `select distinct measure, value::int from released_figure where period = 'month' and period_start = '2020-02-01' order by 1`,
  );
  expect(released).toEqual([
    { measure: 'victim_referrals', value: 9 },
    { measure: 'visits_done', value: 7 },
  ]);
  const asked = { category: DOMESTIC_VIOLENCE, measure: SensitiveMeasure.VISITS_DONE, period: MONTH, ...year };
  const { figures: shown } = await figures.listSensitiveFigures(asked);
  expect(shown.flatMap(({ value }) => value ?? [])).toEqual([7n]);
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
