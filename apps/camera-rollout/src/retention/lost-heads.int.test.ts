import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecordingFrozen, RecordingUnfrozen } from '@safe-community/contracts/cameras/events/v1/retention_events.ts';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { FootageOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { GROUNDS } from '../../test/footage-calls.ts';
import { addIncident, factsOf, UNIT } from '../../test/recordings.ts';
import { openExpiry, REASON, RECORDED, type ExpiryGround } from '../../test/retention-ground.ts';
import { HEADLESS } from '../custody/module.ts';

let ground: ExpiryGround;
beforeAll(async () => {
  ground = await openExpiry();
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

/** As somebody does who reaches the database and covers the tracks. */
async function loseHead(recordingId: string): Promise<void> {
  await ground.rollout.sql('delete from recording_chain where recording_id = $1', [recordingId]);
}

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../../../docs/runbooks/audit.md'), 'utf8');

/** How operators restore a head, with parameters in place of the values of the backup. */
const RESTORE = ['recording_id', 'oblast_code', 'hromada_code', 'key_id', 'wrapped_key'].reduce(
  (statement, name, index) => statement.replace(`'<${name}>'`, `$${index + 1}`),
  /^insert into recording_chain[^;]*/m.exec(RUNBOOK)?.[0] ?? '',
);

const statesOf = (recordingIds: readonly string[]) => Promise.all(recordingIds.map((id) => ground.stateOf(id)));

/** What operators were told last. */
function toldLast(): unknown {
  const line = ground.rollout.log.findLast((each) => each.includes('have lost their heads'));
  return line && JSON.parse(line);
}

/** Recordings without a head, also those of tests before. */
async function headless(): Promise<string[]> {
  const statement = `select recording_id as id from recording r where ${HEADLESS} order by 1`;
  return (await ground.rollout.sql(statement)).map(({ id }) => String(id));
}

let minute = 0;
/** A time of its own: requests of other tests concern what is of theirs. */
const ownTime = () => new Date(Date.UTC(2026, 0, 4, 0, (minute += 20)));

test('nothing expires whose chain has lost its head, and everything else does', async () => {
  const startTime = RECORDED;
  const [kept, announced, expired, ...others] = [
    await ground.record({ startTime }),
    await ground.record({ startTime }),
    await ground.record({ startTime }),
    await ground.record({ startTime }),
    await ground.record({ startTime }),
  ];
  await loseHead(kept);
  await ground.on('2026-02-01');
  expect(await statesOf([kept, announced, ...others])).toEqual([undefined, 'announced', 'announced', 'announced']);
  const before = await headless();
  expect(toldLast()).toMatchObject({ level: 'error', count: before.length, recordingId: before[0] });
  await loseHead(announced);
  await ground.on('2026-02-05');
  expect(await statesOf([kept, announced, expired, ...others])).toEqual([
    undefined,
    'kept',
    'expired',
    'expired',
    'expired',
  ]);
  await loseHead(expired);
  await ground.on('2026-02-16');
  const broken = [kept, announced, expired];
  expect(await statesOf([...broken, ...others])).toEqual([undefined, 'kept', 'kept', 'deleted', 'deleted']);
  expect(toldLast()).toMatchObject({ count: before.length + 2 });
  expect(await ground.custodyOf(expired)).toEqual(['registered', 'expiry_announced', 'expired']);
  const { recordings } = await ground.retention.previewExpiry({ asOfDate: '2026-02-16', pageSize: 500 });
  const shown = recordings.filter(({ recordingId }) => broken.includes(recordingId));
  expect(shown.map(({ frozen }) => frozen)).toEqual([true, true, true]);
});

test('what a request freezes is frozen and freed, without the entry that cannot follow', async () => {
  const startTime = ownTime();
  const [broken, whole] = [await ground.record({ startTime }), await ground.record({ startTime })];
  await loseHead(broken);
  const asked = { footageFromTime: startTime, footageToTime: startTime, patrolUnitCode: UNIT };
  const { footageRequestId, etag } = await ground.footage.assigned(asked);
  await ground.follow();
  const facts = [`footage_request_id=${footageRequestId}`];
  expect(await factsOf(ground.rollout, whole, 'freeze')).toEqual(facts);
  const refused = { outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
  await ground.footage.requests.decideRequest({ footageRequestId, etag, ...refused });
  await ground.follow();
  expect(await factsOf(ground.rollout, whole, 'unfreeze')).toEqual(facts);
  await expectEvents(footageRequestId, [broken, whole]);
  expect(await ground.custodyOf(broken)).toEqual(['registered']);
  expect(toldLast()).toMatchObject({ level: 'error', count: 1, recordingId: broken });
});

test('what an open incident freezes is frozen and freed, without the entry that cannot follow', async () => {
  const incidentId = randomUUID();
  await addIncident(ground.rollout, incidentId);
  const startTime = ownTime();
  const [broken, whole] = [await ground.record({ startTime }), await ground.record({ startTime })];
  for (const recordingId of [broken, whole]) {
    const link = { recordingId, incidentId, reason: REASON };
    await ground.recordings.confirmLink(link, { actingUser: 'olena' });
  }
  await ground.rollout.sql('update known_incident set is_open = true, links_changed = true where incident_id = $1', [
    incidentId,
  ]);
  await loseHead(broken);
  await ground.follow();
  await ground.rollout.sql('update known_incident set is_open = false, links_changed = true where incident_id = $1', [
    incidentId,
  ]);
  await ground.follow();
  const facts = [`incident_id=${incidentId}`];
  expect(await factsOf(ground.rollout, whole, 'unfreeze')).toEqual(facts);
  await expectEvents(incidentId, [broken, whole]);
  expect(toldLast()).toMatchObject({ level: 'error', count: 1, recordingId: broken });
});

async function expectEvents(causeId: string, recordingIds: readonly string[]): Promise<void> {
  for (const [type, message] of [
    ['recording-frozen', RecordingFrozen],
    ['recording-unfrozen', RecordingUnfrozen],
  ] as const) {
    const statement = 'select body from ledger_event where type like $1 order by position';
    const found = await ground.rollout.sql(statement, [`%.${type}`]);
    const named = found.map(({ body }) => message.decode(body as Buffer)).filter((each) => each.causeId === causeId);
    expect(named.map(({ recordingId }) => recordingId).toSorted()).toEqual(recordingIds.toSorted());
  }
}

test('people are refused as before', async () => {
  const recordingId = await ground.record({ startTime: RECORDED });
  await loseHead(recordingId);
  expect(await refusalOf(ground.hold([recordingId]))).toMatchObject({ reason: 'CHAIN_BROKEN' });
});

test('no step of a person is committed without its entry', async () => {
  const [expired, incidentId] = [await ground.expired({ startTime: RECORDED }), randomUUID()];
  const [held, linked, plain] = [await ground.record(), await ground.record(), await ground.record()];
  await addIncident(ground.rollout, incidentId);
  const act = { reason: REASON, place: '' };
  const person = { actingUser: 'olena' };
  await ground.recordings.confirmLink({ recordingId: linked, incidentId, ...act }, person);
  const { holdId } = await ground.hold([held]);
  for (const recordingId of [expired, held, linked, plain]) await loseHead(recordingId);
  const committed = () => ground.rollout.sql('select count(*) from ledger_event');
  const before = await committed();
  for (const step of [
    () => ground.hold([plain]),
    () => ground.retention.releaseHold({ holdId, ...act }),
    () => ground.retention.restore({ recordingId: expired, ...act }),
    () => ground.recordings.confirmLink({ recordingId: plain, incidentId, ...act }, person),
    () => ground.recordings.removeLink({ recordingId: linked, ...act }, person),
  ]) {
    expect(await refusalOf(step())).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CHAIN_BROKEN' });
  }
  expect(await committed()).toEqual(before);
});

test('once the head is restored from a backup, as the runbook says, the recording goes on', async () => {
  const recordingId = await ground.record({ startTime: RECORDED });
  const [backup] = await ground.rollout.sql('select * from recording_chain where recording_id = $1', [recordingId]);
  // The backup is older than the last entry.
  await ground.recordings.getRecording({ recordingId, reason: REASON });
  await loseHead(recordingId);
  await ground.on('2026-02-01');
  expect(await ground.stateOf(recordingId)).toBeUndefined();
  const columns = ['oblast_code', 'hromada_code', 'key_id', 'wrapped_key'];
  await ground.rollout.sql(RESTORE, [recordingId, ...columns.map((name) => backup?.[name])]);
  await ground.on('2026-02-02');
  expect(await ground.custodyOf(recordingId)).toEqual(['registered', 'view', 'expiry_announced']);
  const custody = testClient(Custody, ground.rollout.port);
  onTestFinished(() => custody.close());
  expect(await custody.verifyChain({ recordingId })).toMatchObject({ entries: 3, findings: [] });
});
