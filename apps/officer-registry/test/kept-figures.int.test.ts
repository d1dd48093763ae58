import { ReportForm, RuleKind } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { SurveyMethod, TrustServiceService } from '@safe-community/contracts/officers/v1/trust_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { systemClock } from '@safe-community/service-kit';
import { testClient } from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countDueReports } from '../src/accountability/count-reports.jobs.ts';
import {
  changedHromadas,
  countReports,
  type DueReportOf,
  type MeasuredGuarantee,
} from '../src/accountability/measured-guarantee.ts';
import { lockMeasured } from '../src/accountability/measured-guarantee.store.ts';
import { readYearOfReports } from '../src/accountability/reports-due.store.ts';
import { dueReports } from '../src/accountability/reports-due.ts';
import { readServed, readServingIn } from '../src/accountability/serving.store.ts';
import { openHromadas, readHistory, unitFinder, type History } from '../src/territory/module.ts';
import { withCoverage } from '../src/trust/covered-survey.store.ts';
import { withKeptCoverage } from '../src/trust/kept-coverage.jobs.ts';
import { lockMeasured as lockTrust } from '../src/trust/measured-trust.store.ts';
import type { CoveredSurvey } from '../src/trust/survey.ts';
import { readSurveys } from '../src/trust/trust.store.ts';
import { unusedHromadas } from './merged-hromadas.ts';
import { beat } from './registry-client.ts';
import { randomHistory, STEPS, type RandomStep } from './random-history.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const UNUSED = unusedHromadas().map(({ code }) => code);
const RUNS = 4;
const HROMADAS = 4;
/** Last days of surveys. */
const DAYS = ['2025-10-31', '2026-04-30', '2026-06-19'];

const clock = { now: new Date('2026-06-20T08:00:00Z') };
let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => clock.now } });
});
afterAll(() => registry.stop());

let waves = 0;
const em = () => registry.database.em.fork();

/** Every kind once, in any order. */
const steps: fc.Arbitrary<RandomStep[]> = fc
  .tuple(
    fc.shuffledSubarray([...STEPS], { minLength: STEPS.length }),
    fc.array(fc.record({ who: fc.nat(100), where: fc.nat(100), daysAgo: fc.integer({ min: -30, max: 500 }) }), {
      minLength: STEPS.length,
      maxLength: STEPS.length,
    }),
  )
  .map(([kinds, drawn]) =>
    kinds.flatMap((kind, index) => (drawn[index] === undefined ? [] : [{ kind, ...drawn[index] }])),
  );

test('what is counted again only where something has changed is what a full count says, whatever happens', async () => {
  const done = new Set<string>();
  const property = fc.asyncProperty(steps, async (drawn) => {
    const hromadas = UNUSED.splice(0, HROMADAS);
    const history = randomHistory(registry, hromadas, clock);
    await recordSurveys(hromadas);
    try {
      for (const each of drawn) {
        if (!(await history.take(each))) continue;
        done.add(each.kind);
        await expectSameReports();
        await expectSameHromadas();
        await expectSameCoverage();
      }
    } finally {
      history.close();
    }
  });
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  expect([...done]).toEqual(expect.arrayContaining(['assign', 'report', 'merge']));
}, 180_000);

/** As the job does, so that it waits. */
async function countReportsOfAll(): Promise<MeasuredGuarantee[]> {
  return em().transactional(async (tx) => {
    await lockMeasured(tx);
    const history = await readHistory(tx);
    return countDueReports(tx, { findUnit: unitFinder(registry.database), history, now: clock.now });
  });
}

async function expectSameReports(): Promise<void> {
  const counted = await countReportsOfAll();
  expect(sorted(counted)).toEqual(sorted(await allReports(await readHistory(em()))));
}

/** Of all hromadas together. */
async function allReports(history: History): Promise<MeasuredGuarantee[]> {
  const today = kyivDay(clock.now);
  const findUnit = unitFinder(registry.database);
  const due: DueReportOf[] = [];
  for (const year of [Number(today.slice(0, 4)) - 1, Number(today.slice(0, 4))]) {
    const found = await readYearOfReports(em(), year, clock.now, history);
    if (found === undefined) continue;
    for (const report of dueReports(year, found.rule.value, found.services, found.reports, today)) {
      const oblastCode = (await findUnit(report.hromadaCode))?.oblastCode ?? '';
      due.push({ ...report, oblastCode });
    }
  }
  return countReports(due, today);
}

async function expectSameHromadas(): Promise<void> {
  const history = await readHistory(em());
  const { open } = openHromadas(history, kyivDay(clock.now));
  const served = await readServed(em(), history, clock.now);
  const officers = await readServingIn(em(), open, history, clock.now);
  expect(changedHromadas(open, served, [])).toEqual(changedHromadas(open, officers, []));
}

function sorted(measured: readonly MeasuredGuarantee[]): string[] {
  return measured.map((each) => JSON.stringify(each)).toSorted();
}

function coverSurveys(): Promise<CoveredSurvey[]> {
  return em().transactional(async (tx) => {
    await lockTrust(tx);
    return withKeptCoverage(tx, await readSurveys(tx), kyivDay(clock.now));
  });
}

async function expectSameCoverage(): Promise<void> {
  const covered = await coverSurveys();
  expect(covered).toEqual(await withCoverage(em(), covered));
}

/** Of days before the history and within it, of one hromada and of several. */
async function recordSurveys(hromadas: readonly string[], days: readonly string[] = DAYS): Promise<void> {
  const trust = testClient(TrustServiceService, registry.port);
  for (const day of days) {
    for (const hromadaCodes of [[...hromadas], hromadas.slice(0, 1)]) {
      waves += 1;
      const asked = { wave: `wave-${waves}`, hromadaCodes, sampleSize: 10, trusting: 5, designEffect: 1 };
      const made = { method: SurveyMethod.ONLINE, fieldworkStart: day, fieldworkEnd: day, source: 'Опитування' };
      await trust.recordSurvey({ survey: { ...asked, ...made } });
    }
  }
  trust.close();
}

test('counts the reports of a hromada again only when something about them, or the day, has changed', async () => {
  const [one = '', other = ''] = UNUSED.splice(0, 2);
  const { client } = registry;
  await setTwoReports();
  const officerIds: string[] = [];
  for (const hromadaCode of [one, other]) {
    const { officerId } = await client.registerOfficer();
    officerIds.push(officerId);
    await client.assignOfficer({ officerId, beat: beat(hromadaCode), startTime: new Date('2025-12-01T08:00:00Z') });
  }
  await countReportsOfAll();
  const spoil = () => registry.sql('update report_count set kept = 1000 where hromada_code = any($1)', [[one, other]]);
  const counted = async () => {
    await countReportsOfAll();
    const found = await registry.sql(
      'select distinct hromada_code from report_count where hromada_code = any($1) and kept < 1000',
      [[one, other]],
    );
    return found.map((row) => row['hromada_code']);
  };
  await spoil();
  expect(await counted()).toEqual([]);
  await recordReport(officerIds[0] ?? '', one);
  expect(await counted()).toEqual([one]);
  const { assignments } = await client.listAssignments({ officerId: officerIds[1] ?? '' });
  await client.endAssignment({ assignmentId: assignments[0]?.assignmentId ?? '', endTime: clock.now });
  await spoil();
  expect(await counted()).toEqual([other]);
  await spoil();
  clock.now = new Date(clock.now.getTime() + 24 * 3_600_000);
  expect((await counted()).toSorted()).toEqual([one, other].toSorted());
});

test('reads the past of a survey again only when something about its day is recorded', async () => {
  const [hromadaCode = ''] = UNUSED.splice(0, 1);
  const { client } = registry;
  await recordSurveys([hromadaCode]);
  const { officerId } = await client.registerOfficer();
  const validFromTime = new Date('2026-01-10T08:00:00Z');
  const created = await client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes: [], validFromTime });
  const beatId = created.beat?.beatId ?? '';
  const spoiled = async () => {
    await coverSurveys();
    await registry.sql('update trust_covered set population_covered = -1');
    return async () => {
      const covered = await coverSurveys();
      const days = covered.filter((each) => each.hromadaCodes.includes(hromadaCode) && each.populationCovered >= 0);
      return [...new Set(days.map(({ fieldworkEnd }) => fieldworkEnd))];
    };
  };
  const readAfterToday = await spoiled();
  await client.assignOfficer({ officerId, beatId, startTime: clock.now });
  await client.changeOfficerState({ officerId, state: OfficerState.ON_LEAVE });
  expect(await readAfterToday()).toEqual([]);
  const readAfterPast = await spoiled();
  const { officerId: deputy } = await client.registerOfficer();
  const late = { startTime: new Date('2026-04-01T08:00:00Z'), endTime: new Date('2026-05-10T08:00:00Z') };
  await client.assignOfficer({ officerId: deputy, role: AssignmentRole.DEPUTY, beatId, ...late });
  expect(await readAfterPast()).toEqual(['2026-04-30']);
  const readNextDay = await spoiled();
  clock.now = new Date(clock.now.getTime() + 24 * 3_600_000);
  expect((await readNextDay()).toSorted()).toEqual(DAYS);
  const yesterday = new Date(clock.now.getTime() - 24 * 3_600_000);
  await recordSurveys([hromadaCode], [kyivDay(yesterday)]);
  const readAfterState = await spoiled();
  const effectiveTime = new Date(yesterday.getTime() + 60_000);
  await client.changeOfficerState({ officerId: deputy, state: OfficerState.ON_LEAVE, effectiveTime });
  expect(await readAfterState()).toEqual([kyivDay(yesterday)]);
});

async function setTwoReports(): Promise<void> {
  const accountability = testClient(Accountability, registry.port);
  const kind = RuleKind.REPORTS_PER_YEAR;
  await accountability.setRule({ rule: { kind, value: 2, validFrom: '2017-07-28', source: 'Наказ МВС № 650' } });
  accountability.close();
}

async function recordReport(officerId: string, hromadaCode: string): Promise<void> {
  const accountability = testClient(Accountability, registry.port);
  const report = { officerId, hromadaCode, heldOn: kyivDay(clock.now), form: ReportForm.COUNCIL, minutes: '' };
  await accountability.recordReport(report);
  accountability.close();
}
