import { ComplianceGroup as Group } from '@safe-community/contracts/cameras/v1/compliance.ts';
import { ComplianceServiceService as Compliance } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { declaredScopes, type Caller } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import {
  callerWithRoles,
  eventually,
  refusalOf,
  startTestNats,
  testClient,
  type TestClient,
  type TestNats,
} from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendances, KYIV, type Attendances, type Patrol } from '../../test/attendance.ts';
import { intakeLedger, type IntakeLedger } from '../../test/intake-ledger.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';
const ISSUED = new Date('2026-10-01T08:00:00Z');
const NOW = new Date('2026-10-20T20:00:00Z');
const ARRIVED = new Date('2026-10-05T09:00:00Z');
const MONTH = { firstDay: '2026-10-01', lastDay: '2026-10-20' };
const DENIED = { code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' };

let now = ISSUED;
let nats: TestNats;
let intake: IntakeLedger;
let rollout: RunningRollout;
let calls: Attendances;
/** Everybody's figures; those of single officers where the head of a unit has them: in Vinnytska oblast. */
let head: TestClient<typeof Compliance>;
/** No figures of single officers. */
let operator: TestClient<typeof Compliance>;
let recordings: TestClient<typeof Recordings>;

function holding(name: string, roles: readonly string[]): Caller {
  const policy = loadPolicy(BUILT_IN_POLICY, declaredScopes());
  const held = roles.map((role) => policy.roles.get(role) ?? expect.fail(`no role ${role}`));
  return { ...callerWithRoles(name, held), territory: new Set([VINNYTSKA]) };
}

beforeAll(async () => {
  nats = await startTestNats();
  intake = await intakeLedger(nats);
  rollout = await runRollout(
    { clock: { ...systemClock, now: () => now } },
    [holding('statistics', ['police-unit-head', 'patrol-department']), holding('nats', ['camera-operator'])],
    { incidentIntake: intake.address, broker: nats },
  );
  head = testClient(Compliance, rollout.port, 'statistics');
  operator = testClient(Compliance, rollout.port, 'nats');
  recordings = testClient(Recordings, rollout.port);
  calls = attendances(rollout, intake, recordings);
});
afterAll(async () => {
  for (const client of [head, operator, recordings]) client.close();
  await rollout.stop();
  await intake.stop();
  await nats.stop();
});

/** An officer of a new unit, who attended an incident without a recording. */
async function attended(oblastCode: string): Promise<Patrol & { readonly unit: string; readonly incidentId: string }> {
  now = ISSUED;
  const unit = await calls.newUnit(oblastCode);
  const patrol = await calls.newPatrol(unit);
  now = NOW;
  const incidentId = await calls.attended(ARRIVED, { ...patrol, oblastCode });
  return { ...patrol, unit, incidentId };
}

/** The reads of figures of single officers that the audit has, of a caller since the last call of this function. */
const seen = new Set<unknown>();
async function reads(system: string) {
  const found = await rollout.sql(
    `select sequence, method, subject_ids from audit_entry where kind = 'sensitive-read' and system = $1 order by sequence`,
    [system],
  );
  const fresh = found.filter(({ sequence }) => !seen.has(sequence));
  for (const { sequence } of fresh) seen.add(sequence);
  return fresh.map(({ method, subject_ids: subjectIds }) => [String(method).split('/')[1], subjectIds]);
}

test('figures by officer and of one officer need a scope of their own, and the read is in the audit', async () => {
  const { officerId, unit } = await attended(VINNYTSKA);
  const ofUnit = { ...MONTH, patrolUnitCode: unit };
  await reads('statistics');
  expect((await operator.getCompliance({ ...ofUnit, groupBy: Group.UNIT })).rows).toHaveLength(1);
  for (const request of [
    { ...ofUnit, groupBy: Group.OFFICER },
    { ...MONTH, officerId },
  ]) {
    const refusal = await refusalOf(operator.getCompliance(request));
    expect(refusal).toMatchObject(DENIED);
    expect(refusal.message).toContain('compliance.read-officers');
  }
  expect(await reads('nats')).toEqual([]);
  await eventually(async () => {
    const denied = await rollout.sql(
      `select method, refusal from audit_entry where kind = 'denied' and system = 'nats'`,
    );
    expect(denied).toEqual(
      expect.arrayContaining([
        { method: expect.stringContaining('GetCompliance'), refusal: 'PERMISSION_DENIED SCOPE_MISSING' },
      ]),
    );
  });
  expect((await head.getCompliance({ ...ofUnit, groupBy: Group.UNIT })).rows).toHaveLength(1);
  expect(await reads('statistics')).toEqual([]);
  expect((await head.getCompliance({ ...ofUnit, groupBy: Group.OFFICER })).rows).toMatchObject([
    { officerId, figures: { attended: 1n } },
  ]);
  expect((await head.getCompliance({ ...MONTH, officerId })).total).toMatchObject({ attended: 1n });
  expect(await reads('statistics')).toEqual([
    ['GetCompliance', ['compliance-of-officers']],
    ['GetCompliance', ['compliance-of-officers', officerId]],
  ]);
});

test('missing footage names the officer only with that scope, and by an officer it needs it', async () => {
  const { officerId, cameraId, unit, incidentId } = await attended(VINNYTSKA);
  const ofUnit = { ...MONTH, patrolUnitCode: unit, includeExcluded: true };
  await reads('statistics');
  const [shown] = (await head.listMissing(ofUnit)).incidents;
  expect(shown).toMatchObject({ incidentId, officerId, cameraId, heldSinceTime: ISSUED });
  expect(await reads('statistics')).toEqual([['ListMissing', ['compliance-of-officers', officerId]]]);
  const [hidden] = (await operator.listMissing(ofUnit)).incidents;
  const nobody = { officerId: '', cameraId: '', nearestRecordingId: '' };
  expect(hidden).toEqual({ ...shown, ...nobody, heldSinceTime: undefined, nearestRecordingTime: undefined });
  expect(await reads('nats')).toEqual([]);
  expect(await refusalOf(operator.listMissing({ ...MONTH, officerId }))).toMatchObject(DENIED);
  const byOfficer = await head.listMissing({ ...MONTH, officerId, includeExcluded: true });
  expect(byOfficer.incidents).toMatchObject([{ incidentId }]);
});

test('where only one of the two scopes is held, no figure of a single officer is shown', async () => {
  const { officerId, unit, incidentId } = await attended(KYIV);
  const ofUnit = { ...MONTH, patrolUnitCode: unit, includeExcluded: true };
  expect((await head.getCompliance({ ...ofUnit, groupBy: Group.UNIT })).rows).toHaveLength(1);
  expect((await head.getCompliance({ ...ofUnit, groupBy: Group.OFFICER })).rows).toEqual([]);
  expect((await head.getCompliance({ ...MONTH, officerId })).total).toMatchObject({ attended: 0n });
  expect((await head.listMissing(ofUnit)).incidents).toMatchObject([{ incidentId, officerId: '' }]);
  expect((await head.listMissing({ ...ofUnit, officerId })).incidents).toEqual([]);
});
