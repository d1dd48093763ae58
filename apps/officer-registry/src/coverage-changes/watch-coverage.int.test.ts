import { status, type ServiceError } from '@grpc/grpc-js';
import { BeatServiceClient, NormStatus } from '@safe-community/contracts/officers/v1/beat_service.ts';
import {
  WatchCoverageRequest,
  type HromadaCoverage,
  type WatchCoverageResponse,
} from '@safe-community/contracts/officers/v1/coverage.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { callErrorOf, demoClientCredentials, eventually, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const KYIV = 'UA80000000000093317';
const CODES = hromadas()
  .filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST)
  .map(({ code }) => code)
  .filter((code) => code !== VINNYTSIA);
const HOUR = 3_600_000;

let now = new Date('2030-05-01T08:00:00Z');
let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
});
afterAll(() => registry.stop());

function openWatch(
  filter: Partial<WatchCoverageRequest> = {},
  { from = 'client', port = registry.port }: { from?: 'client' | 'nats'; port?: number } = {},
) {
  const client = new BeatServiceClient(`localhost:${port}`, demoClientCredentials(from), {
    'grpc.use_local_subchannel_pool': 1,
  });
  const messages: WatchCoverageResponse[] = [];
  const call = client.watchCoverage(WatchCoverageRequest.fromPartial(filter));
  const ended = new Promise<ServiceError>((resolve) => call.on('error', resolve));
  call.on('data', (message: WatchCoverageResponse) => messages.push(message));
  const close = (): void => {
    call.cancel();
    client.close();
  };
  onTestFinished(close);
  const rows = (): HromadaCoverage[] => messages.flatMap(({ hromadas: changed }) => changed);
  return { messages, rows, token: () => messages.at(-1)?.resumeToken ?? '', ended, close };
}

/** A watch that has begun: everything from now on is sent. */
async function watching(filter: Partial<WatchCoverageRequest> = {}) {
  const watch = openWatch(filter);
  await eventually(() => expect(watch.messages.length).toBeGreaterThan(0));
  return watch;
}

async function listed(oblastCode = VINNYTSKA_OBLAST): Promise<HromadaCoverage[]> {
  return (await registry.client.listHromadaCoverage({ oblastCode, pageSize: 500 })).hromadas;
}

const rowOf = async (code: string) => (await listed()).find(({ hromadaCode }) => hromadaCode === code);

async function beatOf(hromadaCode: string): Promise<string> {
  const { beat } = await registry.client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes: [] });
  return beat?.beatId ?? '';
}

async function officer(): Promise<string> {
  return (await registry.client.registerOfficer()).officerId;
}

/** The rows of a watch since the last call. */
function nextRows(watch: { rows(): HromadaCoverage[] }) {
  let seen = watch.rows().length;
  return async () => {
    await eventually(() => expect(watch.rows().length).toBeGreaterThan(seen));
    const rows = watch.rows().slice(seen);
    seen = watch.rows().length;
    return rows;
  };
}

test('sends the row of each change: beats, assignments and states of officers', async () => {
  const next = nextRows(await watching());
  const [code = ''] = CODES;
  const beatId = await beatOf(code);
  expect(await next()).toMatchObject([{ hromadaCode: code, beats: 1, staffedBeats: 0, vacantBeats: 1 }]);
  const officerId = await officer();
  await registry.client.assignOfficer({ beatId, officerId });
  expect(await next()).toEqual([await rowOf(code)]);
  // Not staffed, but the officer keeps the beat.
  await registry.client.changeOfficerState({ officerId, state: OfficerState.SUSPENDED, reason: 'Наказ' });
  expect(await next()).toMatchObject([{ hromadaCode: code, staffedBeats: 0 }]);
  await registry.client.changeOfficerState({ officerId, state: OfficerState.ACTIVE, reason: 'Наказ' });
  expect(await next()).toMatchObject([{ hromadaCode: code, staffedBeats: 1 }]);
});

test('sends a planned end and a planned start at their time, without an event', async () => {
  const code = CODES[1] ?? '';
  const beatId = await beatOf(code);
  await registry.client.assignOfficer({
    beatId,
    officerId: await officer(),
    startTime: new Date(now.getTime() + HOUR),
  });
  const watch = await watching();
  const next = nextRows(watch);
  now = new Date(now.getTime() + HOUR - 1);
  const other = await beatOf(CODES[2] ?? '');
  expect(other).not.toBe('');
  expect(await next()).toMatchObject([{ hromadaCode: CODES[2] }]);
  now = new Date(now.getTime() + 1);
  expect(await next()).toMatchObject([{ hromadaCode: code, staffedBeats: 1 }]);
});

test('sends changes of the territory and of the norm', async () => {
  const next = nextRows(await watching());
  const code = CODES[3] ?? '';
  const territory = testClient(TerritoryServiceService, registry.port);
  onTestFinished(() => territory.close());
  const change = { kind: TerritoryChangeKind.OCCUPIED, effectiveDate: '2030-05-01', source: 'наказ' };
  await territory.recordTerritoryChange({ code, ...change });
  expect(await next()).toMatchObject([{ hromadaCode: code, eligible: false, ineligibleSince: '2030-05-01' }]);
  const norm = {
    peopleRural: 100,
    peopleUrban: 100,
    largeHromadaPopulation: 0,
    validFromTime: new Date(now.getTime() + HOUR),
    source: 'наказ № 1',
    status: NormStatus.CONFIRMED,
  };
  await registry.client.setNorm({ norm });
  now = new Date(now.getTime() + HOUR);
  const rows = await next();
  // All rows of one change come in one message.
  expect(rows.length).toBeGreaterThan(hromadas().length);
  expect(rows.find(({ hromadaCode }) => hromadaCode === code)).toEqual(await rowOf(code));
});

test('sends both rows of a merger on its day: the former without anything, the successor with all', async () => {
  const [code = '', successorCode = ''] = CODES.slice(20, 22);
  await beatOf(code);
  const next = nextRows(await watching());
  const [former, successor] = [await rowOf(code), await rowOf(successorCode)];
  const territory = testClient(TerritoryServiceService, registry.port);
  onTestFinished(() => territory.close());
  const change = { kind: TerritoryChangeKind.MERGED, effectiveDate: '2030-05-02', source: 'постанова' };
  await territory.recordTerritoryChange({ code, successorCode, ...change });
  // The comparison of the next commit shows that nothing has changed yet.
  const other = CODES[22] ?? '';
  await beatOf(other);
  expect(await next()).toMatchObject([{ hromadaCode: other }]);
  now = new Date('2030-05-01T21:00:00Z');
  const rows = (await next()).toSorted((a) => (a.hromadaCode === code ? -1 : 1));
  expect(rows).toMatchObject([
    { hromadaCode: code, successorCode, population: 0, beats: 0, requiredBeats: 0, eligible: false },
    {
      hromadaCode: successorCode,
      successorCode: '',
      population: (former?.population ?? 0) + (successor?.population ?? 0),
      beats: 1,
    },
  ]);
  expect(rows[1]).toEqual(await rowOf(successorCode));
  expect(await rowOf(code)).toBeUndefined();
});

test('sends nothing for what changes no row, and only rows of the oblast', async () => {
  const [all, kyiv] = [await watching(), await watching({ oblastCode: KYIV })];
  await registry.client.registerOfficer();
  await beatOf(CODES[4] ?? '');
  await beatOf(KYIV);
  await eventually(() => expect(all.rows().map(({ hromadaCode }) => hromadaCode)).toContain(KYIV));
  await eventually(() => expect(kyiv.rows().map(({ hromadaCode }) => hromadaCode)).toEqual([KYIV]));
  expect(all.rows()).toHaveLength(2);
});

test('a watch resumes from any of its tokens, also after a break without any watch', async () => {
  const code = CODES[5] ?? '';
  const watch = await watching({ oblastCode: VINNYTSKA_OBLAST });
  const next = nextRows(watch);
  const beatId = await beatOf(code);
  await next();
  await registry.client.assignOfficer({ beatId, officerId: await officer() });
  await next();
  watch.close();
  await beatOf(CODES[6] ?? '');
  const codesAfter = new Map([
    [0, [code, CODES[6]]],
    [watch.messages.length - 1, [CODES[6]]],
  ]);
  for (const [index, codes] of codesAfter) {
    const resumeToken = watch.messages[index]?.resumeToken ?? '';
    const resumed = await watching({ oblastCode: VINNYTSKA_OBLAST, resumeToken });
    await eventually(() => expect(resumed.rows()).toHaveLength(codes.length));
    expect(
      resumed
        .rows()
        .map(({ hromadaCode }) => hromadaCode)
        .toSorted(),
    ).toEqual(codes.toSorted());
    resumed.close();
  }
});

test('a row that changed and changed back during a break is not sent', async () => {
  const code = CODES[7] ?? '';
  const officerId = await officer();
  await registry.client.assignOfficer({ officerId, beatId: await beatOf(code) });
  const [first, other] = [await watching(), await watching()];
  first.close();
  const next = nextRows(other);
  for (const state of [OfficerState.SUSPENDED, OfficerState.ACTIVE]) {
    await registry.client.changeOfficerState({ officerId, state, reason: 'Наказ' });
    expect(await next()).toMatchObject([{ hromadaCode: code }]);
  }
  await beatOf(CODES[8] ?? '');
  const resumed = openWatch({ resumeToken: first.token() });
  await eventually(() => expect(resumed.rows().map(({ hromadaCode }) => hromadaCode)).toEqual([CODES[8]]));
});

test('reconnecting at random points while assignments change loses and repeats nothing', async () => {
  const replica = await registry.startReplica();
  const filter = { oblastCode: VINNYTSKA_OBLAST };
  const first = await watching(filter);
  let resumeToken = first.token();
  first.close();
  const known = new Map((await listed()).map((row) => [row.hromadaCode, row]));
  const beats = await Promise.all(CODES.slice(10, 16).map(beatOf));
  let isDone = false;
  const writes = Promise.all(
    beats.map(async (beatId, index) => {
      for (let count = 0; count < 6; count += 1) {
        const officerId = await officer();
        const client = index % 2 === 0 ? registry.client : replica;
        if (count === 0) await client.assignOfficer({ beatId, officerId });
        else await client.handOverBeat({ beatId, officerId });
        const state = OfficerState.SUSPENDED;
        if (count % 2 === 0) await client.changeOfficerState({ officerId, state, reason: 'Наказ' });
      }
    }),
  ).then(() => (isDone = true));
  const receive = async (milliseconds: number): Promise<void> => {
    const watch = openWatch({ ...filter, resumeToken });
    await eventually(() => expect(watch.messages.length).toBeGreaterThan(0));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    watch.close();
    for (const row of watch.rows()) {
      // No change is sent twice: each row differs from the one before it.
      expect(row).not.toEqual(known.get(row.hromadaCode));
      known.set(row.hromadaCode, row);
    }
    resumeToken = watch.token();
  };
  while (!isDone) await receive(Math.random() * 700);
  await writes;
  // One replica sees the writes of the other within a second.
  const expected = await eventually(async () => {
    const rows = await listed();
    const changed = rows.filter(({ hromadaCode }) => CODES.slice(10, 16).includes(hromadaCode));
    expect(changed.map(({ staffedBeats }) => staffedBeats)).toEqual(changed.map(() => 1));
    return rows;
  });
  // The first message after a break has everything until then.
  await receive(600);
  expect([...known.values()]).toEqual(expect.arrayContaining(expected));
  expect(known.size).toBe(expected.length);
});

test.each<[string, Partial<WatchCoverageRequest>, string]>([
  ['an unknown oblast', { oblastCode: VINNYTSIA }, 'oblast_code'],
  ['a malformed token', { resumeToken: 'eg' }, 'resume_token'],
  ['a control character', { resumeToken: '\u0000' }, 'resume_token'],
])('rejects %s', async (_, filter, field) => {
  expect(callErrorOf(await openWatch(filter).ended)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a token of another filter, and callers without the scope', async () => {
  const resumeToken = (await watching()).token();
  const other = openWatch({ resumeToken, oblastCode: KYIV });
  expect(callErrorOf(await other.ended)).toMatchObject({ fields: ['resume_token'] });
  expect((await openWatch({}, { from: 'nats' }).ended).code).toBe(status.PERMISSION_DENIED);
});

test('rejects a token from before a restore, with and without a new epoch', async () => {
  const watch = await watching();
  const resumeToken = watch.token();
  const refusal = { code: 'FAILED_PRECONDITION', reason: 'EPOCH_CHANGED' };
  await registry.sql('update coverage_head set version = version - 1000');
  expect(callErrorOf(await openWatch({ resumeToken }).ended)).toMatchObject(refusal);
  expect(callErrorOf(await watch.ended)).toMatchObject(refusal);
  await registry.sql('update coverage_head set version = version + 1000');
  await registry.sql('update ledger_epoch set epoch = gen_random_uuid()');
  expect(callErrorOf(await openWatch({ resumeToken }).ended)).toMatchObject(refusal);
});
