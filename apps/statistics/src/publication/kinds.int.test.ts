import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { SchoolMatter } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import {
  HiddenReason,
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { rows } from '@safe-community/database';
import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { startTestNats, testClient, type TestClient, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, refusalOf, violationsOf } from '../../test/calls.ts';
import { DOWN } from '../../test/draw.ts';
import { KYIV, reported, VINNYTSIA, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';
import { countCases, MONTHS_OF_2021 } from '../../test/sensitive-counts.ts';
import { releaseNext } from './release.jobs.ts';

const { SCHOOL_SAFETY, DOMESTIC_VIOLENCE } = IncidentCategory;
const { SCHOOL_BULLYING, SCHOOL_DRUGS, SCHOOL_CRIME, SCHOOL_MATTER_UNKNOWN } = SensitiveMeasure;
const LVIVSKA = 'UA46000000000026241';
const LVIV = hromadas().find(({ oblastCode }) => oblastCode === LVIVSKA)?.code ?? '';
const RELEASED_ON = '2022-02-15';

let today = RELEASED_ON;
let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
let figures: TestClient<typeof Service>;
beforeAll(async () => {
  const now = () => new Date(`${today}T10:00:00Z`);
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: incidents.address }, { clock: { ...systemClock, now } });
  figures = testClient(Service, statistics.port);
});
afterAll(async () => {
  figures.close();
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

/** Cases of each month: all, bullying, drugs, crime. Of some in Vinnytsia it is not known. */
const CASES = { [VINNYTSIA]: [20, 8, 5, 6], [KYIV]: [15, 6, 5, 4], [LVIV]: [9, 4, 3, 2] };
const MEASURES = ['incidents', 'school_bullying', 'school_drugs', 'school_crime'];
const KINDS = [SCHOOL_BULLYING, SCHOOL_DRUGS, SCHOOL_CRIME, SCHOOL_MATTER_UNKNOWN];

test('exact figures are by kind: of reports, without withdrawn ones, and what is not known', async () => {
  const school = { category: SCHOOL_SAFETY, receivedTime: new Date('2020-03-03T10:00:00Z') };
  const position = await incidents.emit([
    reported({ ...school, schoolMatter: SchoolMatter.BULLYING }),
    reported({ ...school, schoolMatter: SchoolMatter.BULLYING }),
    reported({ ...school, schoolMatter: SchoolMatter.DRUGS }),
    withdrawn({ ...school, schoolMatter: SchoolMatter.DRUGS }),
    // Of an earlier version, and of a later one.
    reported(school),
    reported({ ...school, schoolMatter: 99 as SchoolMatter }),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
  const asked = { category: SCHOOL_SAFETY, period: ReleasePeriod.DAY, from: '2020-03-03', to: '2020-03-03' };
  const exact = await figures.getExactSensitiveFigures(
    { ...asked, territoryCode: VINNYTSIA },
    { purpose: 'supervision' },
  );
  expect(exact.figures.map(({ counts }) => counts)).toEqual([
    [
      { measure: 'incidents', value: 4n },
      { measure: 'school_bullying', value: 2n },
      { measure: 'school_matter_unknown', value: 2n },
    ],
  ]);
});

test('kinds are released like the incidents themselves, and those of no known kind are what remains', async () => {
  await rows(statistics.database.em.fork(), 'delete from sensitive_count');
  await count(MONTHS_OF_2021, CASES);
  await release(RELEASED_ON);
  expect(await kinds()).toEqual({
    '': [216n, 156n, 144n, 12n].map(down),
    [VINNYTSKA]: [96n, 60n, 72n, 12n].map(down),
    [KYIV]: [72n, 60n, 48n].map(down),
    [LVIVSKA]: [48n, 36n, 24n].map(down),
  });
  const [few] = await list(SCHOOL_MATTER_UNKNOWN, { territoryCode: LVIVSKA });
  expect(few).toMatchObject({ value: undefined, hidden: HiddenReason.FEW });
});

test('a kind is one of school cases', async () => {
  const error = await refusalOf(list(SCHOOL_CRIME, { category: DOMESTIC_VIOLENCE }));
  expect(violationsOf(error).map(({ field }) => field)).toEqual(['category']);
});

/** To the multiple of five. */
function down(count: bigint): bigint {
  return count - (count % 5n);
}

type Asked = Parameters<typeof figures.listSensitiveFigures>[0] & object;

async function list(measure: SensitiveMeasure, asked: Partial<Asked>) {
  const year = { period: ReleasePeriod.YEAR, from: '2021-01-01', to: '2021-12-31' };
  const request = { category: SCHOOL_SAFETY, measure, ...year, pageSize: 500, ...asked };
  return (await figures.listSensitiveFigures(request)).figures;
}

/** By place: of the country and of oblasts. */
async function shown(measure: SensitiveMeasure): Promise<Record<string, bigint>> {
  const all = [...(await list(measure, {})), ...(await list(measure, { level: ReleaseLevel.OBLAST }))];
  return Object.fromEntries(
    all.flatMap(({ territoryCode, value }) => (value === undefined ? [] : [[territoryCode, value]])),
  );
}

async function kinds(): Promise<Record<string, bigint[]>> {
  const found: Record<string, bigint[]> = {};
  for (const measure of KINDS) {
    for (const [code, value] of Object.entries(await shown(measure))) found[code] = [...(found[code] ?? []), value];
  }
  return found;
}

async function count(months: readonly string[], cases: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const all = Object.entries(cases).flatMap(([code, counts]) =>
    MEASURES.flatMap((measure, index) =>
      months.map((month) => ({ code, month, measure, category: 'school_safety', cases: counts[index] ?? 0 })),
    ),
  );
  await countCases(statistics.database, all);
}

async function release(day: string): Promise<void> {
  today = day;
  const { em } = statistics.database;
  while ((await em.fork().transactional((tx) => releaseNext(tx, 'school_safety', { today: day, draw: DOWN }))) > 0);
}
