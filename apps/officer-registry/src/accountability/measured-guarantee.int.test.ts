import {
  GuaranteeMetric,
  QuestionChannel,
  ReportForm,
  RuleKind,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { guaranteeMeasured } from '@safe-community/events';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { officerCalls, PROFILE, type OfficerCalls } from '../../test/officer-calls.ts';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';
import { unitFinder } from '../territory/module.ts';
import { publishGuaranteeJob } from './measured-guarantee.jobs.ts';

const { NAMED_OFFICER, REACHABLE, ANSWERED_IN_TIME, REPORTED_IN_TIME } = GuaranteeMetric;
const HOUR = 3_600_000;
const ASKED = new Date('2026-07-01T08:00:00Z');
const HOURS = { kind: RuleKind.ANSWER_WITHIN_HOURS, value: 72, validFrom: '2026-01-01', source: 'Обіцянка громади' };
const ALL = hromadas().filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST).length;

let now = ASKED;
const clock = { ...systemClock, now: () => now };
let registry: RunningRegistry;
let calls: TestClient<typeof Accountability>;
let officers: OfficerCalls;
beforeEach(async () => {
  now = ASKED;
  registry = await runRegistry({ clock });
  calls = testClient(Accountability, registry.port);
  officers = officerCalls(registry.port);
});
afterEach(async () => {
  calls.close();
  officers.close();
  await registry.stop();
});

const { signal } = new AbortController();
const needs = () => ({
  ...createRuntime({ installation: 'demonstration', database: registry.database, wakeup: createWakeup(), clock }),
  findUnit: unitFinder(registry.database),
});

/** Compares all figures, as a replica does after its start. */
function publish(): Promise<number> {
  return publishGuaranteeJob({ ...needs(), directory: { changes: () => 0 } }).run(signal);
}

/** Of the oblast, in the order of the ledger. */
async function published(metric: GuaranteeMetric) {
  const found = await registry.sql('select body from ledger_event where type = $1 order by position', [
    guaranteeMeasured.type,
  ]);
  return found
    .map(({ body }) => guaranteeMeasured.decode(body as Uint8Array))
    .filter((each) => each.metric === metric && each.oblastCode === VINNYTSKA_OBLAST);
}

test('publishes what GetGuarantee says of hromadas, only when that changes, and once also if replicas look at once', async () => {
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(VINNYTSIA) });
  await Promise.all([publish(), publish()]);
  expect(await published(NAMED_OFFICER)).toMatchObject([{ day: '2026-07-01', kept: 1, broken: ALL - 1 }]);
  expect(await published(REACHABLE)).toMatchObject([{ kept: 0, broken: ALL }]);
  expect(await publish()).toBe(0);
  const { etag = '' } = (await registry.client.getOfficer(officerId)).officer ?? {};
  const officer = OfficerUpdate.fromPartial({ publicProfile: PROFILE });
  await officers.updateOfficer({ officerId, etag, updateMask: ['public_profile'], officer });
  now = new Date('2026-07-02T21:30:00Z');
  await publish();
  await registry.client.changeOfficerState({ officerId, state: OfficerState.ON_LEAVE });
  await publish();
  // 00:30 in Kyiv is the next day.
  const counts = (await published(REACHABLE)).map(({ day, kept, broken }) => [day, kept, broken]);
  expect(counts).toEqual([
    ['2026-07-01', 0, ALL],
    ['2026-07-03', 1, ALL - 1],
    ['2026-07-03', 0, ALL],
  ]);
  expect(await published(NAMED_OFFICER)).toHaveLength(1);
  const { shares } = await calls.getGuarantee({
    firstDay: '2026-07-01',
    lastDay: '2026-07-01',
    oblastCode: VINNYTSKA_OBLAST,
  });
  expect(shares.slice(0, 2)).toMatchObject([
    { kept: 1, broken: ALL - 1 },
    { kept: 0, broken: ALL },
  ]);
});

test('publishes the questions of a day again when one is answered, becomes late, or another rule holds', async () => {
  now = new Date(ASKED.getTime() + 1 * HOUR);
  const { officerId } = await registry.client.registerOfficer();
  const ask = () =>
    calls.recordQuestion({
      hromadaCode: VINNYTSIA,
      channel: QuestionChannel.WRITTEN,
      receivedTime: ASKED,
      reference: '',
    });
  const [{ questionId }] = [await ask(), await ask()];
  await publish();
  await calls.setRule({ rule: HOURS });
  await publish();
  await calls.answerQuestion({ questionId, officerId, answeredTime: now });
  await publish();
  expect(await publish()).toBe(0);
  // Only time passes.
  now = new Date(ASKED.getTime() + 73 * HOUR);
  await publish();
  await calls.setRule({ rule: { ...HOURS, value: 96 } });
  await publish();
  const found = await published(ANSWERED_IN_TIME);
  // The job itself may have run after the first question.
  const counts = found.map(({ kept, broken, pending, withoutRule }) => [kept, broken, pending, withoutRule]);
  expect(counts.slice(-5)).toEqual([
    [0, 0, 0, 2],
    [0, 0, 2, 0],
    [1, 0, 1, 0],
    [1, 1, 0, 0],
    [1, 0, 1, 0],
  ]);
  expect(new Set(found.map(({ day }) => day))).toEqual(new Set(['2026-07-01']));
  const period = { firstDay: '2026-07-01', lastDay: '2026-07-01', oblastCode: VINNYTSKA_OBLAST };
  expect((await calls.getGuarantee(period)).shares[2]).toMatchObject({ kept: 1, broken: 0, pending: 1 });
});

test('compares questions again when writes have settled, and not before', async () => {
  let writes = 0;
  const job = publishGuaranteeJob({
    ...needs(),
    directory: { changes: () => 0 },
    writes: { settled: () => writes },
  });
  const publishes = async () => (await job.run(signal)) > 0;
  await calls.setRule({ rule: HOURS });
  await job.run(signal);
  await calls.recordQuestion({ hromadaCode: VINNYTSIA, channel: QuestionChannel.WRITTEN, receivedTime: ASKED });
  expect(await publishes()).toBe(false);
  writes += 1;
  expect([await publishes(), await publishes()]).toEqual([true, false]);
});

test('publishes the reports that are due on a day when one is delivered, and when the day is over', async () => {
  // July began without an officer.
  now = new Date('2026-07-02T08:00:00Z');
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(VINNYTSIA) });
  await publish();
  expect(await published(REPORTED_IN_TIME)).toEqual([]);
  await calls.setRule({ rule: { ...HOURS, kind: RuleKind.REPORTS_PER_YEAR, value: 12 } });
  now = new Date('2026-08-31T20:00:00Z');
  await publish();
  const report = (heldOn: string) =>
    calls.recordReport({ officerId, hromadaCode: VINNYTSIA, heldOn, form: ReportForm.COUNCIL, minutes: '' });
  const { reportId } = await report('2026-08-30');
  await publish();
  await calls.withdrawReport({ reportId });
  now = new Date('2026-08-31T22:00:00Z');
  await publish();
  // Late: it counts for August, and not in time.
  await report('2026-09-01');
  expect(await publish()).toBe(0);
  const found = await published(REPORTED_IN_TIME);
  expect(found.map(({ day, kept, broken, pending }) => [day, kept, broken, pending])).toEqual([
    ['2026-08-31', 0, 0, 1],
    ['2026-08-31', 1, 0, 0],
    ['2026-08-31', 0, 1, 0],
    ['2026-09-30', 0, 0, 1],
  ]);
});

test('publishes who has an officer after an assignment', async () => {
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(VINNYTSIA) });
  await expect.poll(() => published(NAMED_OFFICER)).toMatchObject([{ kept: 1, broken: ALL - 1 }]);
});

test('reads who serves only after its start and after changes', async () => {
  let [changes, reads] = [0, 0];
  const job = publishGuaranteeJob({
    ...needs(),
    directory: { changes: () => changes },
    readServed: () => {
      reads += 1;
      return Promise.resolve([]);
    },
  });
  const readsOf = async () => {
    await job.run(signal);
    return reads;
  };
  expect([await readsOf(), await readsOf()]).toEqual([1, 1]);
  changes = 7;
  expect([await readsOf(), await readsOf()]).toEqual([2, 2]);
});
