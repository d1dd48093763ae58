import { ReportForm, ReportStatus, RuleKind } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentRole, OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beat, VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** Two hromadas of one oblast, in the order of their codes. */
const BARSKA = 'UA05020010000053508';
const LVIVSKA_OBLAST = 'UA46000000000026241';
/** Hromadas of another oblast; each run of a test takes its own. */
const UNUSED = hromadas()
  .filter(({ oblastCode }) => oblastCode === LVIVSKA_OBLAST)
  .map(({ code }) => code);
const { DELIVERED, DUE, OVERDUE } = ReportStatus;
const TWICE = { kind: RuleKind.REPORTS_PER_YEAR, value: 2, validFrom: '2017-07-28', source: 'Наказ МВС № 650' };

let now = new Date('2025-06-01T08:00:00Z');
let registry: RunningRegistry;
let calls: TestClient<typeof Accountability>;
const officers: Record<string, string> = {};
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  calls = testClient(Accountability, registry.port);
  await calls.setRule({ rule: TWICE });
  for (const name of ['first', 'second', 'left']) {
    officers[name] = (await registry.client.registerOfficer()).officerId;
  }
  const { officerId: district } = await registry.client.registerOfficer({ kind: OfficerKind.DISTRICT });
  officers['district'] = district;
  const first = await assign('first', VINNYTSIA);
  const { assignmentId } = await assign('left', BARSKA);
  // The first half of 2026 ends in Kyiv at 21:00 UTC.
  move('2026-06-30T10:00:00Z');
  await registry.client.handOverBeat({ beatId: first.beatId, officerId: officers['second'] ?? '' });
  await registry.client.endAssignment({ assignmentId, endTime: new Date('2026-06-30T20:59:59Z') });
  move('2026-07-02T08:00:00Z');
  await assign('district', BARSKA, AssignmentRole.DISTRICT);
  move('2026-07-10T08:00:00Z');
});
afterAll(async () => {
  calls.close();
  await registry.stop();
});

const move = (time: string): void => {
  now = new Date(time);
};
async function assign(name: string, hromadaCode: string, role: AssignmentRole = AssignmentRole.PRIMARY) {
  const officerId = officers[name] ?? '';
  await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), role });
  const { assignments } = await registry.client.listAssignments({ officerId });
  return assignments[0] ?? expect.fail('not assigned');
}

const dueIn = async (year: number, filter = {}) => {
  const { reports } = await calls.listReportsDue({ year, ...filter });
  const nameOf = (id: string) => Object.keys(officers).find((name) => officers[name] === id) ?? 'nobody';
  return reports.map(({ hromadaCode, officerId, status, owed, missing }) => [
    hromadaCode,
    nameOf(officerId),
    status,
    owed,
    missing,
  ]);
};

test('a report that a predecessor has missed stays overdue: to the successor of the day, or to nobody', async () => {
  expect(await dueIn(2026)).toEqual([
    [BARSKA, 'nobody', OVERDUE, 1, 1],
    [BARSKA, 'district', DUE, 1, 0],
    [VINNYTSIA, 'second', OVERDUE, 2, 1],
  ]);
  expect(await dueIn(2025)).toEqual([
    [BARSKA, 'left', OVERDUE, 1, 1],
    [VINNYTSIA, 'first', OVERDUE, 1, 1],
  ]);
});

test('pages through rows without an officer', async () => {
  const { reports, nextPageToken } = await calls.listReportsDue({ year: 2026, pageSize: 1 });
  const rest = await calls.listReportsDue({ year: 2026, pageToken: nextPageToken });
  expect([...reports, ...rest.reports]).toEqual((await calls.listReportsDue({ year: 2026 })).reports);
  expect(reports).toMatchObject([{ officerId: '', beatIds: [expect.any(String)], dueOn: '2026-06-30' }]);
});

test('the report of a predecessor counts for the beat', async () => {
  const report = { officerId: officers['first'] ?? '', hromadaCode: VINNYTSIA, heldOn: '2026-03-01' };
  const { reportId } = await calls.recordReport({ ...report, form: ReportForm.COUNCIL, minutes: '' });
  expect(await dueIn(2026, { status: OVERDUE })).toEqual([[BARSKA, 'nobody', OVERDUE, 1, 1]]);
  await calls.withdrawReport({ reportId });
  expect(await dueIn(2026, { status: OVERDUE })).toHaveLength(2);
});

test('after a merger, a report counts by either code of the hromada, and once if it came by both', async () => {
  const [old = '', last = ''] = UNUSED.splice(0, 2);
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(old), startTime: new Date('2025-06-01T08:00:00Z') });
  const report = (hromadaCode: string, heldOn: string) =>
    calls.recordReport({ officerId, hromadaCode, heldOn, form: ReportForm.COUNCIL, minutes: '' });
  const due = async (year: number) => {
    const rows = (await calls.listReportsDue({ year, pageSize: 500 })).reports;
    return rows
      .filter((row) => row.officerId === officerId)
      .map(({ hromadaCode, status, owed, delivered }) => [hromadaCode, status, owed, delivered]);
  };
  await report(old, '2026-07-05');
  const territory = testClient(TerritoryServiceService, registry.port);
  const merger = { code: old, kind: TerritoryChangeKind.MERGED, effectiveDate: '2026-07-08', successorCode: last };
  await territory.recordTerritoryChange({ ...merger, source: 'постанова Верховної Ради' });
  territory.close();
  expect(await due(2026)).toEqual([[last, DUE, 2, 1]]);
  await report(last, '2026-07-05');
  expect(await due(2026)).toEqual([[last, DUE, 2, 1]]);
  await report(last, '2026-07-09');
  expect(await due(2026)).toEqual([[last, DELIVERED, 2, 2]]);
  // Of a year before the merger, by the new code.
  expect(await due(2025)).toEqual([[last, OVERDUE, 1, 0]]);
  await report(last, '2025-12-20');
  expect(await due(2025)).toEqual([[last, DELIVERED, 1, 1]]);
});
