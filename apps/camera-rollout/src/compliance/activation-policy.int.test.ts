import { randomUUID } from 'node:crypto';
import {
  ComplianceServiceService as Compliance,
  SetActivationPolicyRequest,
} from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const NOW = new Date('2026-10-20T20:00:00Z');
const POLICY = { effectiveOn: '2026-10-03', graceSeconds: 300, source: 'Наказ № 1, пункт 2' };
const MONTH = { firstDay: '2026-10-01', lastDay: '2026-10-20' };

let rollout: RunningRollout;
let compliance: TestClient<typeof Compliance>;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => NOW } });
  compliance = testClient(Compliance, rollout.port);
});
afterAll(async () => {
  compliance.close();
  await rollout.stop();
});

describe('the policy', () => {
  test('holds from its day on, and another one cannot begin on that day', async () => {
    await compliance.setActivationPolicy({ policy: POLICY });
    const taken = compliance.setActivationPolicy({ policy: { ...POLICY, graceSeconds: 60 } });
    expect(await refusalOf(taken)).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'POLICY_EXISTS',
      fields: ['policy.effective_on'],
    });
    const policy = { effectiveOn: '2027-01-01', graceSeconds: 60, source: 'Наказ № 2' };
    const request = { requestId: randomUUID(), policy };
    await compliance.setActivationPolicy(request);
    await compliance.setActivationPolicy(request);
    const { policies } = await compliance.listActivationPolicies();
    expect(policies).toEqual([POLICY, policy]);
  });

  test.each([
    ['effective_on', { effectiveOn: '03.10.2026' }],
    ['grace_seconds', { graceSeconds: 86_401 }],
    ['source', { source: '' }],
  ])('rejects a bad %s', async (field, change) => {
    const policy = { ...POLICY, effectiveOn: '2028-01-01', ...change };
    expect(await refusalOf(compliance.setActivationPolicy({ policy }))).toMatchObject({ fields: [`policy.${field}`] });
  });

  test('the audit names who set it', () =>
    expectAudited(
      rollout,
      auditedWrite(
        Compliance.setActivationPolicy,
        async () => SetActivationPolicyRequest.fromPartial({ policy: { ...POLICY, effectiveOn: '2027-02-01' } }),
        () => ['activation-policy-2027-02-01'],
      ),
    ));
});

test.each<[string, object]>([
  ['first_day', { firstDay: 'x' }],
  ['last_day', { lastDay: '2026-10-21' }],
  ['last_day', { firstDay: '2026-10-20', lastDay: '2026-10-19' }],
  ['patrol_unit_code', { patrolUnitCode: 'X' }],
  ['oblast_code', { oblastCode: 'UA05020030000031457' }],
  ['officer_id', { officerId: 'x' }],
])('rejects an invalid %s', async (field, change) => {
  const request = { ...MONTH, ...change };
  for (const call of [() => compliance.getCompliance(request), () => compliance.listMissing(request)]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  }
});

test('rejects an unknown group, and callers without the scopes', async () => {
  const unknown = compliance.getCompliance({ ...MONTH, groupBy: 77 as never });
  expect(await refusalOf(unknown)).toMatchObject({ fields: ['group_by'] });
  const nobody = testClient(Compliance, rollout.port, 'nats');
  for (const call of [() => nobody.getCompliance(MONTH), () => nobody.listMissing(MONTH)]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' });
  }
  nobody.close();
});
