import { RecallCause } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { cameraRecalled, officerStateChanged } from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, eventually, expectAudited, publishedEvents, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inStock } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const RECALLED = new Date('2026-06-10T09:00:00Z');
const SOURCE = 'Наказ про облік, пункт 4';

let now = RECALLED;
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  for (const code of ['kyiv-1', 'kyiv-2']) await rollout.registry.addUnit({ code, oblastCode: KYIV });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

async function issued(): Promise<{ cameraId: string; officerId: string }> {
  const cameraId = await inStock(rollout, 'kyiv-1');
  const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode: 'kyiv-1' });
  await rollout.untilApplied();
  await rollout.issueCamera({ cameraId, officerId });
  return { cameraId, officerId };
}

/** The registry publishes that the officer is now in this state and unit. */
async function changed(officerId: string, state: OfficerState, patrolUnitCode = 'kyiv-1'): Promise<void> {
  const message = { officerId, kind: OfficerKind.PATROL, formerState: OfficerState.ACTIVE, state, patrolUnitCode };
  const place = { oblastCode: KYIV, changedTime: new Date() };
  await rollout.registry.tell([officerStateChanged.create({ ...message, ...place }, { oblastCode: KYIV })]);
  await rollout.untilApplied();
}

const open = (pageToken = '', pageSize = 500) => rollout.listOverdueReturns({ includeOpen: true, pageToken, pageSize });

async function returnOf(cameraId: string) {
  return (await open()).returns.find((each) => each.cameraId === cameraId);
}

const recalled = (cameraId: string) =>
  eventually(async () => (await returnOf(cameraId)) ?? expect.fail('the camera is not recalled'));

test('the dismissal of its holder recalls a camera, with an event; it is due once there is a term', async () => {
  const { cameraId, officerId } = await issued();
  await changed(officerId, OfficerState.DISMISSED);
  const due = await recalled(cameraId);
  expect(due).toEqual({
    recallId: due.recallId,
    cameraId,
    officerId,
    patrolUnitCode: 'kyiv-1',
    oblastCode: KYIV,
    cause: RecallCause.DISMISSED,
    recalledTime: RECALLED,
    dueOn: '',
    daysOverdue: 0,
    termSource: '',
  });
  expect((await rollout.listOverdueReturns()).returns).toEqual([]);
  const term = { effectiveOn: '2026-06-01', days: 10, source: SOURCE };
  await rollout.setReturnTerm({ term });
  expect((await rollout.listReturnTerms()).terms).toEqual([term]);
  expect(await returnOf(cameraId)).toMatchObject({ dueOn: '2026-06-20', termSource: SOURCE, daysOverdue: 0 });
  const [event, ...more] = await publishedEvents(rollout).of(cameraRecalled, cameraId);
  expect([event?.message.dueOn, more]).toEqual(['', []]);

  now = new Date('2026-06-22T22:00:00Z');
  const overdue = await rollout.listOverdueReturns({ oblastCode: KYIV, patrolUnitCode: 'kyiv-1' });
  // 01:00 on 23 June in Kyiv.
  expect(overdue.returns).toEqual([{ ...due, dueOn: '2026-06-20', daysOverdue: 3, termSource: SOURCE }]);
  expect((await rollout.listOverdueReturns({ patrolUnitCode: 'kyiv-2' })).returns).toEqual([]);
  await rollout.returnCamera({ cameraId, officerId });
  expect(await returnOf(cameraId)).toBeUndefined();
});

test('a move to another unit recalls a camera, and a move back ends it', async () => {
  const { cameraId, officerId } = await issued();
  await changed(officerId, OfficerState.ACTIVE, 'kyiv-2');
  expect(await recalled(cameraId)).toMatchObject({ cause: RecallCause.MOVED, dueOn: '2026-07-03' });
  const [event] = await publishedEvents(rollout).of(cameraRecalled, cameraId);
  expect(event?.message.dueOn).toBe('2026-07-03');
  await changed(officerId, OfficerState.ACTIVE, 'kyiv-1');
  expect(await returnOf(cameraId)).toBeUndefined();
});

test('leave recalls nothing, nor does an older event of another unit than the registry names', async () => {
  const { cameraId, officerId } = await issued();
  await changed(officerId, OfficerState.ON_LEAVE);
  // The registry says kyiv-1; the event of the move from kyiv-2 is still to come.
  const moved = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
  await changed(moved, OfficerState.ACTIVE, 'kyiv-2');
  await rollout.sql(`update patrol_officer set changed_at = $2 where officer_id = $1`, [
    moved,
    new Date(now.getTime() - 3_600_000),
  ]);
  const other = await inStock(rollout, 'kyiv-1');
  await rollout.issueCamera({ cameraId: other, officerId: moved });
  // A later recall shows that the job has looked.
  const last = await issued();
  await changed(last.officerId, OfficerState.DISMISSED);
  await recalled(last.cameraId);
  expect([await returnOf(cameraId), await returnOf(other)]).toEqual([undefined, undefined]);
});

test('pages through the returns in the order of their recalls', async () => {
  for (let count = 0; count < 2; count += 1) {
    const { cameraId, officerId } = await issued();
    await changed(officerId, OfficerState.DISMISSED);
    await recalled(cameraId);
  }
  const all = (await open()).returns;
  const first = await open('', 1);
  const second = await open(first.nextPageToken, 1);
  expect([...first.returns, ...second.returns]).toEqual(all.slice(0, 2));
  const other = await refusalOf(rollout.listOverdueReturns({ pageToken: first.nextPageToken }));
  expect(other).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test('a day has one term, and a later one holds from its day on', async () => {
  const term = { effectiveOn: '2027-01-01', days: 5, source: SOURCE };
  await rollout.setReturnTerm({ term });
  const again = await refusalOf(rollout.setReturnTerm({ term: { ...term, days: 6 } }));
  expect(again).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'TERM_EXISTS', fields: ['term.effective_on'] });
});

test.each([
  ['term.effective_on', () => rollout.setReturnTerm({ term: { ...BAD, effectiveOn: '' } })],
  ['term.days', () => rollout.setReturnTerm({ term: { ...BAD, days: -1 } })],
  ['term.source', () => rollout.setReturnTerm({ term: { ...BAD, source: '' } })],
  ['oblast_code', () => rollout.listOverdueReturns({ oblastCode: 'UA05' })],
  ['patrol_unit_code', () => rollout.listOverdueReturns({ patrolUnitCode: 'X' })],
  ['page_token', () => rollout.listOverdueReturns({ pageToken: 'x' })],
])('rejects an invalid %s by name', async (field, call) => {
  expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

const BAD = { effectiveOn: '2028-01-01', days: 5, source: SOURCE };

test('the audit names the term', () =>
  expectAudited(
    rollout,
    auditedWrite(
      Rollout.setReturnTerm,
      async () => ({ term: { ...BAD, effectiveOn: '2029-01-01' } }),
      () => ['return-term-2029-01-01'],
    ),
  ));
