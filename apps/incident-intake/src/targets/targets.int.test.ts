import { randomUUID } from 'node:crypto';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ResponseTarget,
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import {
  ResponseTargetServiceService as Targets,
  SetResponseTargetRequest,
} from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { allScopes, declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import {
  auditedWrite,
  callerWithRoles,
  ELSEWHERE,
  elsewhereCaller,
  eventually,
  expectAudited,
  refusalOf,
  testCaller,
  testClient,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESNA } from '../../test/counted-by.ts';
import { fire, header, row, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { storedTargets } from './targets.store.ts';

const BARSKA = 'UA05020010000053508';
const LIGHT = [{ name: 'infrastructure_kind', value: 'street_light' }];
const INFRASTRUCTURE = { category: IncidentCategory.INFRASTRUCTURE, attributes: LIGHT };

let intake: RunningIntake;
let targets: TestClient<typeof Targets>;
/** The head of the hromada of Vinnytsia. */
let head: TestClient<typeof Targets>;
beforeAll(async () => {
  const role = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('hromada-head');
  const ofVinnytsia = {
    ...callerWithRoles('statistics', role === undefined ? [] : [role]),
    territory: new Set([VINNYTSIA]),
  };
  intake = await runIntake(
    {},
    new Map([
      ['client', testCaller('client', allScopes())],
      ['statistics', ofVinnytsia],
      [ELSEWHERE, elsewhereCaller()],
    ]),
  );
  targets = testClient(Targets, intake.port);
  head = testClient(Targets, intake.port, 'statistics');
});
afterAll(async () => {
  targets.close();
  head.close();
  await intake.stop();
});

const promise = (more: Partial<ResponseTarget> = {}): ResponseTarget =>
  ResponseTarget.fromPartial({
    service: ResponderKind.MUNICIPALITY,
    goal: TargetGoal.REPAIR,
    targetClass: 'street_light',
    area: TargetArea.ANY,
    hromadaCode: VINNYTSIA,
    validFrom: '2026-03-01',
    minutes: 60,
    clock: TargetClock.DISCOVERED,
    status: TargetStatus.ANNOUNCED,
    source: 'Рішення міської ради № 1',
    confirmed: true,
    ...more,
  });

async function listed(targetClass: string, includeReplaced = false) {
  const { targets: all, records } = await targets.listResponseTargets({ pageSize: 500, includeReplaced });
  return all.flatMap((target, index) =>
    target.targetClass === targetClass ? [{ ...target, record: records[index] }] : [],
  );
}

describe('the targets that are delivered', () => {
  test('are listed with source and status; unconfirmed ones are marked; nobody has recorded them', async () => {
    const { targets: all, records, notAppliedReasons } = await targets.listResponseTargets({ validOn: '2026-01-01' });
    expect(all).toHaveLength(8);
    expect(all.filter(({ confirmed }) => !confirmed)).toHaveLength(5);
    expect(all.every(({ source }) => source.length > 10)).toBe(true);
    const reasons = all.flatMap(({ targetClass }, index) => notAppliedReasons[index] && [targetClass]);
    expect([notAppliedReasons.length, reasons.filter((each) => each !== '')]).toEqual([8, ['neighbouring_zone']]);
    expect(records[0]).toEqual({ etag: '1', recordedTime: undefined, callingSystem: '', replacedTime: undefined });
    expect(await listed('critical')).toMatchObject([
      { service: ResponderKind.AMBULANCE, minutes: 10, allowedExceedancePercent: 25, validFrom: '2021-01-01' },
    ]);
    // A street light has no rule.
    expect(await listed('street_light')).toEqual([]);
  });

  test('hold from their first day on', async () => {
    const on = async (validOn: string) => (await targets.listResponseTargets({ validOn })).targets.length;
    expect([await on('2020-12-31'), await on('2021-01-01')]).toEqual([5, 7]);
    expect([await on('2025-08-17'), await on('2025-08-18')]).toEqual([7, 8]);
  });

  test('come page by page, each token with its filter', async () => {
    const first = await targets.listResponseTargets({ pageSize: 5 });
    const rest = await targets.listResponseTargets({ pageSize: 5, pageToken: first.nextPageToken });
    const whole = await targets.listResponseTargets();
    expect([...first.targets, ...rest.targets]).toEqual(whole.targets);
    expect(rest.nextPageToken).toBe('');
    const other = targets.listResponseTargets({ pageToken: first.nextPageToken, validOn: '2026-01-01' });
    expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
    for (const bad of [{ pageSize: 501 }, { pageToken: 'x' }, { validOn: '01.01.2026' }]) {
      expect(await refusalOf(targets.listResponseTargets(bad))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});

describe('a promise of the hromada', () => {
  test('is in force within seconds, without a restart, for reports from its day on', async () => {
    const request = { requestId: randomUUID(), target: promise() };
    await head.setResponseTarget(request);
    await head.setResponseTarget(request);
    expect(await listed('street_light', true)).toHaveLength(1);
    await eventually(async () => {
      const { incidentId, dueTime, receivedTime } = await intake.report({ report: fire(INFRASTRUCTURE) });
      expect(dueTime!.getTime() - receivedTime!.getTime()).toBe(3_600_000);
      expect(await targetsOf(incidentId)).toEqual(['6 street_light 60']);
    });
    // Days begin at midnight in Kyiv: 22:00 UTC in winter.
    expect(await targetsOf(await imported('2026-02-28T21:59:59Z'))).toEqual([]);
    expect(await targetsOf(await imported('2026-02-28T22:00:00Z'))).toEqual(['6 street_light 60']);
    const elsewhere = await intake.report({ report: fire({ ...INFRASTRUCTURE, hromadaCode: BARSKA }) });
    expect(await targetsOf(elsewhere.incidentId)).toEqual([]);
  });

  test('is replaced with an etag, and every version stays readable', async () => {
    const [{ record } = {}] = await listed('street_light');
    const etag = record?.etag ?? 'none';
    await targets.setResponseTarget({ target: promise({ minutes: 120, validTo: '2027-12-31' }), etag });
    const stale = targets.setResponseTarget({ target: promise({ minutes: 180 }), etag });
    expect(await refusalOf(stale)).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE' });
    expect(await listed('street_light', true)).toMatchObject([
      { minutes: 60, record: { etag: '1', callingSystem: 'statistics', replacedTime: expect.any(Date) } },
      { minutes: 120, record: { etag: '2', callingSystem: 'client', replacedTime: undefined } },
    ]);
  });

  test('must not hold at the same time as another one', async () => {
    const early = targets.setResponseTarget({ target: promise({ validFrom: '2027-12-31' }) });
    expect(await refusalOf(early)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['target.valid_from'] });
    const long = promise({ validFrom: '2026-01-01', validTo: '2026-03-01' });
    expect(await refusalOf(targets.setResponseTarget({ target: long }))).toMatchObject({ fields: ['target.valid_to'] });
    await targets.setResponseTarget({ target: promise({ validFrom: '2028-01-01' }) });
    expect(await listed('street_light')).toHaveLength(2);
  });

  test('is set only in the own territory, and a target of the country not at all', async () => {
    const outside = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };
    expect(await refusalOf(head.setResponseTarget({ target: promise({ hromadaCode: BARSKA }) }))).toMatchObject(
      outside,
    );
    expect(await refusalOf(head.setResponseTarget({ target: promise({ hromadaCode: '' }) }))).toMatchObject(outside);
  });
});

test.each<[string, Partial<ResponseTarget> | undefined]>([
  ['target', undefined],
  ['target.source', { source: '' }],
  ['target.hromada_code', { hromadaCode: 'UA05020030000031450' }],
  ['target.valid_from', { validFrom: '' }],
  ['target.minutes', { minutes: 0 }],
  ['target.service', { service: 99 as never }],
  ['target.goal', { goal: 0 }],
  ['target.area', { area: 0 }],
  ['target.clock', { clock: 0 }],
  ['target.status', { status: 0 }],
])('rejects an invalid %s', async (field, change) => {
  const before = await intake.counts();
  const refused = targets.setResponseTarget(change === undefined ? {} : { target: promise(change) });
  expect(await refusalOf(refused)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(await intake.counts()).toEqual(before);
});

test('the audit names who set which target', () =>
  expectAudited(
    intake,
    auditedWrite(
      Targets.setResponseTarget,
      async () => SetResponseTargetRequest.fromPartial({ target: promise({ targetClass: 'road_sign' }) }),
      () => [`response-target-municipality-repair-road_sign-any-${VINNYTSIA}-2026-03-01`],
    ),
  ));

test('an incident shows its targets; those of a settlement that is no city are those of the countryside', async () => {
  const { incidentId } = await intake.report({ report: fire({ settlementCode: DESNA }) });
  expect(await targetsOf(incidentId)).toEqual(['1  20', '2  20']);
});

test('a service with overlapping targets in its database does not become ready', async () => {
  const stored = storedTargets(intake.database);
  await stored.load();
  await intake.sql(
    `insert into response_target select service, goal, 'planted', area, hromada_code, day, '2027-01-01', 10, null, clock,
       status, source, false, 1, null, null
     from response_target, (values ('2026-01-01'::date), ('2026-02-01')) as begins (day)
     where target_class = 'road_pit'`,
  );
  await expect(stored.load()).rejects.toThrow('municipality/repair/planted/any/ from 2026-01-01: target.valid_to');
  // What was valid before stays in memory.
  expect(stored.on('2026-01-01', '').map(({ targetClass }) => targetClass)).toContain('road_pit');
  await intake.sql(`delete from response_target where target_class = 'planted'`);
});

async function targetsOf(incidentId: string): Promise<string[]> {
  const { targets: applied } = await intake.get(incidentId);
  return applied.map(({ service, targetClass, minutes }) => `${service} ${targetClass} ${minutes}`);
}

/** The incident of a row that another system received then. */
async function imported(receivedTime: string): Promise<string> {
  const { rowResults } = await intake.send([
    header(randomUUID(), 'lights', true),
    row(1, { externalId: receivedTime, report: fire(INFRASTRUCTURE), receivedTime: new Date(receivedTime) }),
  ]);
  return rowResults[0]?.incidentId ?? '';
}
