import { status, type ServiceError } from '@grpc/grpc-js';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  OfficerServiceClient,
  OfficerUpdate,
  WatchOfficersRequest,
  type WatchOfficersResponse,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { EVENT_KINDS, officerUpdated } from '@safe-community/events';
import { callErrorOf, demoClientCredentials, eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { officerCalls } from '../../test/officer-calls.ts';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';
import { WATCHED_TYPES } from './officer-change.events.ts';

const KYIV = 'UA80000000000093317';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

function openWatch(filter: Partial<WatchOfficersRequest> = {}, from: 'client' | 'nats' = 'client') {
  const client = new OfficerServiceClient(`localhost:${registry.port}`, demoClientCredentials(from), {
    'grpc.use_local_subchannel_pool': 1,
  });
  const changes: OfficerChange[] = [];
  const tokens: string[] = [];
  const call = client.watchOfficers(WatchOfficersRequest.fromPartial(filter));
  const ended = new Promise<ServiceError>((resolve) => call.on('error', resolve));
  call.on('data', ({ resumeToken, change }: WatchOfficersResponse) => {
    tokens.push(resumeToken);
    if (change !== undefined) changes.push(change);
  });
  const close = (): void => {
    call.cancel();
    client.close();
  };
  onTestFinished(close);
  return { changes, tokens, ended, close };
}

/** A watch that has begun: everything from now on is sent. */
async function watching(filter: Partial<WatchOfficersRequest> = {}) {
  const watch = openWatch(filter);
  await eventually(() => expect(watch.tokens.length).toBeGreaterThan(0));
  return watch;
}

const summary = ({ changes }: { readonly changes: readonly OfficerChange[] }) =>
  changes.map(({ officerId, event }) => `${officerId} ${event}`);

test('a watch sends every kind of change of an officer, without personal data', async () => {
  const watch = await watching();
  const officers = officerCalls(registry.port);
  onTestFinished(() => officers.close());
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(VINNYTSIA) });
  await registry.client.changeOfficerState({ officerId, state: OfficerState.ON_LEAVE });
  const etag = (await registry.client.getOfficer(officerId)).officer?.etag ?? '';
  await officers.updateOfficer({ officerId, etag, updateMask: ['phone'], officer: OfficerUpdate.fromPartial({}) });
  await registry.client.registerPatrolUnit();
  await eventually(() =>
    expect(watch.changes.map(({ event }) => event)).toEqual([
      'officer-registered',
      'officer-assigned',
      'officer-state-changed',
      'officer-updated',
    ]),
  );
  expect(watch.changes[3]).toEqual({
    officerId,
    event: 'officer-updated',
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ON_LEAVE,
    oblastCode: VINNYTSKA_OBLAST,
    changedTime: expect.any(Date),
  });
});

test('a watch resumes from any of its tokens, without gaps and repeats', async () => {
  const watch = await watching();
  const expected: string[] = [];
  const register = async () => {
    expected.push(`${(await registry.client.registerOfficer()).officerId} officer-registered`);
  };
  for (let count = 0; count < 4; count += 1) await register();
  await eventually(() => expect(summary(watch)).toEqual(expected));
  watch.close();
  await register();
  // The first token has no change.
  for (const [index, resumeToken] of watch.tokens.entries()) {
    const resumed = await watching({ resumeToken });
    await eventually(() => expect(summary(resumed)).toEqual(expected.slice(index)));
    resumed.close();
  }
});

test('reconnecting again and again while officers change loses and repeats nothing', async () => {
  const first = await watching();
  let resumeToken = first.tokens.at(-1) ?? '';
  first.close();
  const seen: string[] = [];
  const expected: string[] = [];
  const writes = (async () => {
    for (let count = 0; count < 40; count += 1) {
      expected.push(`${(await registry.client.registerOfficer()).officerId} officer-registered`);
    }
  })();
  while (seen.length < 40) {
    const watch = openWatch({ resumeToken });
    await eventually(() => expect(watch.changes.length + Number(seen.length === 40)).toBeGreaterThan(0));
    watch.close();
    seen.push(...summary(watch));
    resumeToken = watch.tokens.at(-1) ?? resumeToken;
  }
  await writes;
  expect(seen).toEqual(expected);
});

test('a watch can be narrowed to an oblast', async () => {
  const watch = await watching({ oblastCode: KYIV });
  await registry.client.registerOfficer({ servicePlaceCode: VINNYTSIA });
  const { officerId } = await registry.client.registerOfficer({ servicePlaceCode: KYIV });
  await eventually(() => expect(watch.changes.map((change) => change.officerId)).toEqual([officerId]));
});

test.each<[string, Partial<WatchOfficersRequest>, string]>([
  ['an unknown oblast', { oblastCode: VINNYTSIA }, 'oblast_code'],
  ['a malformed token', { resumeToken: 'eg' }, 'resume_token'],
  ['a control character', { resumeToken: '\u0000' }, 'resume_token'],
])('rejects %s', async (_, filter, field) => {
  expect(callErrorOf(await openWatch(filter).ended)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a token of another filter, and callers without the scope', async () => {
  const [resumeToken] = (await watching()).tokens;
  const other = openWatch({ resumeToken: resumeToken ?? '', oblastCode: KYIV });
  expect(callErrorOf(await other.ended)).toMatchObject({ fields: ['resume_token'] });
  expect((await openWatch({}, 'nats').ended).code).toBe(status.PERMISSION_DENIED);
});

test('every event of the registry that names an officer is watched, and no other', () => {
  const naming = EVENT_KINDS.filter((kind) => fieldsOf(kind.decode(new Uint8Array())).includes('"officerId"'));
  const own = naming.filter(({ domain }) => domain === 'officers').map(({ type }) => type);
  expect(own.toSorted()).toEqual(WATCHED_TYPES.toSorted());
  expect(own).toContain(officerUpdated.type);
});

function fieldsOf(message: unknown): string {
  return JSON.stringify(message, (_name, value: unknown) => (typeof value === 'bigint' ? '' : value));
}
