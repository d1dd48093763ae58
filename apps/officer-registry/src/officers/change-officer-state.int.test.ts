import { randomUUID } from 'node:crypto';
import { OfficerStateChanged } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerRegistryServiceService as Registry } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { hromadas } from '@safe-community/territory';
import { callerWithRoles, eventually, refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, WITHOUT_GUARANTEE, type RunningRegistry } from '../../test/running-registry.ts';

const { PRIMARY, DEPUTY } = AssignmentRole;
const { ACTIVE, DISMISSED, ON_LEAVE, SUSPENDED, TRAINING } = OfficerState;

let registry: RunningRegistry;
let places = 0;
beforeAll(async () => {
  const role = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('police-unit-head') ?? expect.fail('no role');
  const head = { ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSIA]) };
  registry = await runRegistry({}, [head]);
});
afterAll(() => registry.stop());

test('a change is answered, shown with the officer, published, and stored with its caller', async () => {
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(VINNYTSIA) });
  const { registeredTime } = (await registry.client.getOfficer(officerId)).officer ?? expect.fail('no officer');
  const answer = await registry.client.changeOfficerState({
    officerId,
    state: ON_LEAVE,
    effectiveTime: registeredTime,
  });
  expect(answer).toEqual({ state: ON_LEAVE, changedTime: registeredTime });
  expect((await registry.client.getOfficer(officerId)).officer?.state).toBe(ON_LEAVE);
  const event = await lastEvent();
  expect(event.subject).toBe(`safecommunity.officers.v1.officer-state-changed.${VINNYTSKA_OBLAST}.none`);
  expect(OfficerStateChanged.decode(event.body)).toEqual({
    officerId,
    kind: OfficerKind.COMMUNITY,
    formerState: ACTIVE,
    state: ON_LEAVE,
    patrolUnitCode: '',
    oblastCode: VINNYTSKA_OBLAST,
    changedTime: registeredTime,
  });
  const kept = await historyOf(officerId);
  expect(kept).toMatchObject([{ former_state: 'active', state: 'on_leave', caller: 'client', ciphertext: null }]);
});

test('the head of a police unit grants leave in the own territory, and nothing else', async () => {
  const head = testClient(Registry, registry.port, 'statistics');
  onTestFinished(() => head.close());
  const { officerId } = await registry.client.registerOfficer({ servicePlaceCode: VINNYTSIA });
  expect(await head.changeOfficerState({ officerId, state: ON_LEAVE })).toMatchObject({ state: ON_LEAVE });
  await head.changeOfficerState({ officerId, state: ACTIVE });
  const elsewhere = await registry.client.registerOfficer({ servicePlaceCode: 'UA05020010000053508' });
  const candidate = await registry.client.registerOfficer({ servicePlaceCode: VINNYTSIA, state: TRAINING });
  const reason = 'Наказ № 1';
  const before = await registry.rowCount();
  for (const [request, refusal] of [
    [{ officerId, state: SUSPENDED, reason }, 'LEAVE_ONLY'],
    [{ officerId, state: DISMISSED, reason }, 'LEAVE_ONLY'],
    [{ ...candidate, state: ACTIVE }, 'LEAVE_ONLY'],
    [{ ...elsewhere, state: ON_LEAVE }, 'OUTSIDE_TERRITORY'],
  ] as const) {
    const refused = await refusalOf(head.changeOfficerState(request));
    expect(refused).toMatchObject({ code: 'PERMISSION_DENIED', reason: refusal });
  }
  expect(await registry.rowCount()).toBe(before);
});

test('the event names unit and oblast of a patrol officer, and no place for an officer without a beat', async () => {
  const { patrolUnitCode } = await registry.client.registerPatrolUnit();
  const patrol = await registry.client.registerOfficer({ kind: OfficerKind.PATROL, patrolUnitCode });
  await registry.client.changeOfficerState({ ...patrol, state: SUSPENDED, reason: 'Службове розслідування' });
  const ofPatrol = await lastEvent();
  expect(ofPatrol.subject).toContain(`.officer-state-changed.${VINNYTSKA_OBLAST}.none`);
  expect(OfficerStateChanged.decode(ofPatrol.body)).toMatchObject({ patrolUnitCode, oblastCode: VINNYTSKA_OBLAST });
  await registry.client.changeOfficerState({ ...(await registry.client.registerOfficer()), state: ON_LEAVE });
  const ofFree = await lastEvent();
  expect(ofFree.subject).toBe('safecommunity.officers.v1.officer-state-changed.none.none');
});

test('the event names the oblast of a hromada that was imported', async () => {
  const unit = { code: 'UA05020910000012345', name: 'Нова', category: 'H', oblastCode: VINNYTSKA_OBLAST };
  await registry.client.importTerritory({ units: [{ ...unit, raionCode: 'UA05020000000026686' }] });
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(unit.code) });
  await registry.client.changeOfficerState({ officerId, state: ON_LEAVE });
  expect(OfficerStateChanged.decode((await lastEvent()).body).oblastCode).toBe(unit.oblastCode);
});

test('while the primary is away the deputy is responsible, then the primary again, at once', async () => {
  const { place, primary, deputy } = await beatWithDeputy();
  const answering = async () => (await registry.client.findResponsibleOfficer(place)).officer?.officerId;
  for (const [state, expected] of [
    [ON_LEAVE, deputy],
    [ACTIVE, primary],
    [SUSPENDED, deputy],
    [ACTIVE, primary],
  ] as const) {
    await registry.client.changeOfficerState({ officerId: primary, state, reason: 'Наказ' });
    expect(await answering()).toBe(expected);
  }
  await registry.client.changeOfficerState({ officerId: primary, state: ON_LEAVE });
  await registry.client.changeOfficerState({ officerId: deputy, state: ON_LEAVE });
  const nobody = await refusalOf(registry.client.findResponsibleOfficer(place));
  expect(nobody).toMatchObject({ code: 'NOT_FOUND', reason: 'NOBODY_RESPONSIBLE' });
});

test('the responsible officer is returned in the current state', async () => {
  const { place, primary } = await beatWithDeputy();
  await registry.client.findResponsibleOfficer(place);
  await registry.client.changeOfficerState({ officerId: primary, state: ON_LEAVE });
  await registry.client.changeOfficerState({ officerId: primary, state: ACTIVE });
  const found = await registry.client.findResponsibleOfficer(place);
  expect(found.officer).toEqual((await registry.client.getOfficer(primary)).officer);
});

test('dismissal ends the assignments: the beat is free for another primary', async () => {
  const { place, primary, deputy } = await beatWithDeputy();
  await registry.client.changeOfficerState({ officerId: primary, state: DISMISSED, reason: 'Наказ № 7' });
  expect((await registry.client.getOfficer(primary)).officer?.assignments).toEqual([]);
  expect((await registry.client.findResponsibleOfficer(place)).officer?.officerId).toBe(deputy);
  const again = await refusalOf(registry.client.assignOfficer({ officerId: primary, beat: beat(place) }));
  expect(again).toMatchObject({ reason: 'OFFICER_NOT_ASSIGNABLE' });
  const { officerId: next } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId: next, beat: beat(place) });
  expect((await registry.client.findResponsibleOfficer(place)).officer?.officerId).toBe(next);
});

test('coverage counts a primary on leave, and none who is suspended or dismissed', async () => {
  const { primary } = await beatWithDeputy();
  const { assignedOfficers: all } = await registry.client.getCoverage();
  const countedAs = async (state: OfficerState) => {
    await registry.client.changeOfficerState({ officerId: primary, state, reason: 'Наказ' });
    return (await registry.client.getCoverage()).assignedOfficers - all;
  };
  expect(await countedAs(ON_LEAVE)).toBe(0);
  expect(await countedAs(SUSPENDED)).toBe(-1);
  expect(await countedAs(ACTIVE)).toBe(0);
  expect(await countedAs(DISMISSED)).toBe(-1);
});

test('another replica sees the change', async () => {
  const { place, primary, deputy } = await beatWithDeputy();
  const replica = await registry.startReplica();
  await registry.client.changeOfficerState({ officerId: primary, state: ON_LEAVE });
  await eventually(async () => expect((await replica.findResponsibleOfficer(place)).officer?.officerId).toBe(deputy));
});

test('a repeated request gets the same answer and makes one change; another body is rejected', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const request = { requestId: randomUUID(), officerId, state: ON_LEAVE };
  const answers = await Promise.all(Array.from({ length: 20 }, () => registry.client.changeOfficerState(request)));
  expect(new Set(answers.map(({ changedTime }) => changedTime?.getTime())).size).toBe(1);
  expect(await historyOf(officerId)).toHaveLength(1);
  // The first answer, although the officer has changed again since.
  await registry.client.changeOfficerState({ officerId, state: ACTIVE });
  expect(await registry.client.changeOfficerState(request)).toEqual(answers[0]);
  const refusal = await refusalOf(registry.client.changeOfficerState({ ...request, state: ACTIVE }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test('of twenty requests for the same step at once, one succeeds', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      registry.client.changeOfficerState({ officerId, state: ON_LEAVE }).then(
        () => 'done',
        () => 'refused',
      ),
    ),
  );
  expect(results.toSorted()).toEqual(['done', ...Array<string>(19).fill('refused')]);
  expect(await historyOf(officerId)).toHaveLength(1);
});

test('the refusal of an illegal step names the legal ones, and nothing changes', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const before = await registry.rowCount();
  const refusal = await refusalOf(registry.client.changeOfficerState({ officerId, state: TRAINING }));
  expect(refusal).toMatchObject({
    code: 'FAILED_PRECONDITION',
    reason: 'OFFICER_STEP_ILLEGAL',
    preconditions: ['OFFICER_STEP_ILLEGAL'],
  });
  expect(refusal.message).toContain('ON_LEAVE, SUSPENDED, DISMISSED');
  expect(await registry.rowCount()).toBe(before);
});

test('does not find an unknown officer', async () => {
  const call = registry.client.changeOfficerState({ state: ON_LEAVE });
  expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  ['request_id', { requestId: 'x' }],
  ['officer_id', { officerId: 'x' }],
  ['state', { state: OfficerState.UNSPECIFIED }],
  ['state', { state: 99 as never }],
  ['reason', { state: DISMISSED, reason: '' }],
  ['reason', { reason: 'а'.repeat(501) }],
  ['effective_time', { effectiveTime: new Date('2100-01-01') }],
  ['effective_time', { effectiveTime: new Date('2001-01-01') }],
])('rejects a bad %s by name and changes nothing', async (field, given) => {
  const { officerId } = await registry.client.registerOfficer();
  const before = await registry.rowCount();
  const refusal = await refusalOf(registry.client.changeOfficerState({ officerId, ...given }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(await registry.rowCount()).toBe(before);
});

test('denies a caller without the scope', async () => {
  expect(await refusalOf(registry.unprivileged.changeOfficerState({}))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

/** A hromada of its own for each test, with a primary and a deputy. */
async function beatWithDeputy() {
  const place = hromadas()[100 + (places += 1)]?.code ?? '';
  const { officerId: primary } = await registry.client.registerOfficer();
  const { officerId: deputy } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId: primary, beat: beat(place), role: PRIMARY });
  await registry.client.assignOfficer({ officerId: deputy, beat: beat(place), role: DEPUTY });
  return { place, primary, deputy };
}

function historyOf(officerId: string) {
  return registry.sql('select * from officer_state_change where officer_id = $1 order by recorded_at', [officerId]);
}

async function lastEvent(): Promise<{ subject: string; body: Buffer }> {
  const [event] = await registry.sql(
    `select subject, body from ledger_event where ${WITHOUT_GUARANTEE} order by position desc limit 1`,
  );
  return event as { subject: string; body: Buffer };
}
