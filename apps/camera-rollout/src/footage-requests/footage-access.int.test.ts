import { AppealOutcome, FootageOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { FootageRequestServiceService as Requests } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import {
  auditedWrite,
  callerWithRoles,
  expectAudited,
  refusalOf,
  testClient,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { footageCalls, givenRequest, GROUNDS, type FootageCalls } from '../../test/footage-calls.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSIA = 'UA05020030000031457';
const OUTSIDE = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };

let rollout: RunningRollout;
let calls: FootageCalls;
let requests: FootageCalls['requests'];
/** The citizens' desk of Vinnytsia. */
let desk: TestClient<typeof Requests>;
let unprivileged: TestClient<typeof Requests>;
beforeAll(async () => {
  const held = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('citizens-desk') ?? expect.fail('no such role');
  const caller = { ...callerWithRoles('statistics', [held]), territory: new Set([VINNYTSIA]) };
  rollout = await runRollout({}, [caller]);
  calls = footageCalls(rollout.port);
  ({ requests } = calls);
  desk = testClient(Requests, rollout.port, 'statistics');
  unprivileged = testClient(Requests, rollout.port, 'nats');
});
afterAll(async () => {
  for (const client of [calls, desk, unprivileged]) client.close();
  await rollout.stop();
});

describe('access and privacy', () => {
  test('the desk of a hromada sees and answers its own requests, and no others', async () => {
    const own = await desk.submitRequest(givenRequest({ hromadaCode: VINNYTSIA }));
    const other = await calls.submit();
    const step = { etag: '1', assignee: 'olena' };
    await desk.assignRequest({ footageRequestId: own.footageRequestId, ...step });
    const { footageRequestId } = other;
    expect(await refusalOf(desk.assignRequest({ footageRequestId, ...step }))).toMatchObject(OUTSIDE);
    const reason = 'підготовка відповіді';
    expect(await refusalOf(desk.getFootageRequest({ footageRequestId, reason }))).toMatchObject(OUTSIDE);
    const listed = (await desk.listDueRequests({ pageSize: 500 })).requests;
    expect(listed.map((each) => each.footageRequestId)).toEqual([own.footageRequestId]);
    const appeal = { footageRequestId, etag: '1', outcome: AppealOutcome.UPHELD, grounds: GROUNDS };
    expect(await refusalOf(desk.decideAppeal(appeal))).toMatchObject({ reason: 'SCOPE_MISSING' });
    expect(await refusalOf(unprivileged.submitRequest(givenRequest()))).toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  test('any other token finds nothing', async () => {
    const { trackingToken } = await calls.submit();
    for (const token of ['', 'x', `${trackingToken.slice(0, -2)}AA`, Buffer.alloc(32).toString('base64url')]) {
      expect(await refusalOf(requests.getRequestStatus({ trackingToken: token }))).toMatchObject({ code: 'NOT_FOUND' });
      const appeal = { trackingToken: token, grounds: GROUNDS };
      expect(await refusalOf(requests.appealDecision(appeal))).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('texts are encrypted, the token is not stored, and each read is recorded with its reason', async () => {
    const { footageRequestId, trackingToken } = await calls.decided();
    await requests.getFootageRequest({ footageRequestId, reason: 'підготовка відповіді' });
    const tables = ['footage_request', 'footage_request_text', 'ledger_event', 'recorded_read', 'audit_entry'];
    for (const table of tables) {
      const stored = JSON.stringify(await rollout.sql(`select t::text from ${table} t`));
      expect(stored).not.toMatch(/[Кк]анарк|9998877|Таємна|підготовка/);
      expect(stored).not.toContain(trackingToken);
    }
    expect(rollout.log.join('')).not.toMatch(/[Кк]анарк|9998877/);
    const reads = await rollout.sql(
      `select subject_ids from audit_entry join recorded_read on read_id = request_id::uuid where subject_ids = $1`,
      [[footageRequestId]],
    );
    expect(reads).toHaveLength(1);
    expect(await refusalOf(requests.getFootageRequest({ footageRequestId, reason: '' }))).toMatchObject({
      fields: ['reason'],
    });
  });
});

test('the audit says who made each write, and what it concerns', async () => {
  const step = { grounds: GROUNDS, redactionRequired: false };
  const subject = (_answer: unknown, { footageRequestId }: { footageRequestId: string }) => [footageRequestId];
  let appealedId = '';
  const writes = [
    auditedWrite(
      Requests.submitRequest,
      async () => givenRequest(),
      ({ footageRequestId }) => [footageRequestId],
    ),
    auditedWrite(
      Requests.assignRequest,
      async () => ({ footageRequestId: (await calls.submit()).footageRequestId, etag: '1', assignee: 'olena' }),
      subject,
    ),
    auditedWrite(Requests.extendRequest, async () => ({ ...(await calls.assigned()), grounds: GROUNDS }), subject),
    auditedWrite(
      Requests.decideRequest,
      async () => ({ ...(await calls.assigned()), ...step, outcome: FootageOutcome.REFUSED }),
      subject,
    ),
    auditedWrite(
      Requests.appealDecision,
      async () => {
        const { footageRequestId, trackingToken } = await calls.decided();
        appealedId = footageRequestId;
        return { trackingToken, grounds: GROUNDS };
      },
      () => [appealedId],
    ),
    auditedWrite(
      Requests.decideAppeal,
      async () => {
        const { footageRequestId, trackingToken } = await calls.decided();
        await requests.appealDecision({ trackingToken, grounds: GROUNDS });
        return { footageRequestId, etag: '4', outcome: AppealOutcome.DISMISSED, grounds: GROUNDS };
      },
      subject,
    ),
  ];
  for (const write of writes) await expectAudited(rollout, write);
});
