import { randomUUID } from 'node:crypto';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officerCalls, type OfficerCalls } from '../../test/officer-calls.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const { ACTIVE, CANDIDATE, ON_LEAVE, SELECTION, SUSPENDED, TRAINING } = OfficerState;
const WHY = 'скарга громадянина';

let registry: RunningRegistry;
let officers: OfficerCalls;
let unprivileged: OfficerCalls;
beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
  unprivileged = officerCalls(registry.port, 'nats');
});
afterAll(async () => {
  officers.close();
  unprivileged.close();
  await registry.stop();
});

test('the history says who changed the state, when and why, newest first, page by page', async () => {
  const { officerId } = await registry.client.registerOfficer({ state: CANDIDATE });
  const steps = [SELECTION, TRAINING, ACTIVE, ON_LEAVE, SUSPENDED];
  for (const state of steps) {
    await registry.client.changeOfficerState({ officerId, state, reason: `наказ ${state}` }, 'kadry-7');
  }
  const all = await officers.listOfficerStates({ officerId, reason: WHY });
  expect(all.entries.map(({ state }) => state)).toEqual([...steps.toReversed(), CANDIDATE]);
  expect(all.entries[0]).toEqual({
    changeId: expect.any(String),
    formerState: ON_LEAVE,
    state: SUSPENDED,
    changedTime: expect.any(Date),
    recordedTime: expect.any(Date),
    callingSystem: 'client',
    actingUser: 'kadry-7',
    reason: `наказ ${SUSPENDED}`,
  });
  const paged = [];
  for (let pageToken = ''; ;) {
    const page = await officers.listOfficerStates({ officerId, reason: WHY, pageSize: 2, pageToken });
    paged.push(...page.entries);
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  expect(paged).toEqual(all.entries);
});

test('the history of an officer who was registered in service begins with the registration', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const { entries } = await officers.listOfficerStates({ officerId, reason: WHY });
  const first = {
    changeId: officerId,
    formerState: OfficerState.UNSPECIFIED,
    state: ACTIVE,
    changedTime: expect.any(Date),
    recordedTime: expect.any(Date),
    callingSystem: 'client',
    actingUser: '',
    reason: '',
  };
  expect(entries).toEqual([first]);
  await registry.client.changeOfficerState({ officerId, state: ON_LEAVE });
  const later = await officers.listOfficerStates({ officerId, reason: WHY });
  expect(later.entries.slice(1)).toEqual(entries);
});

test('each read of the history or the record is in the audit before it is answered, with its reason encrypted', async () => {
  const { officerId } = await registry.client.registerOfficer();
  await officers.listOfficerStates({ officerId, reason: WHY }, { actingUser: 'inspector-1', purpose: 'complaint' });
  await officers.getOfficerRecord({ officerId, reason: WHY });
  const reads = await registry.sql(
    `select method, acting_user, purpose, reason_digest = sha256(r.ciphertext) as intact
     from audit_entry join recorded_read r on r.read_id = request_id::uuid
     where kind = 'sensitive-read' and subject_ids @> array[$1] order by sequence`,
    [officerId],
  );
  expect(reads).toEqual([
    {
      method: 'safecommunity.officers.v1.OfficerService/ListOfficerStates',
      acting_user: 'inspector-1',
      purpose: 'complaint',
      intact: true,
    },
    {
      method: 'safecommunity.officers.v1.OfficerService/GetOfficerRecord',
      acting_user: '',
      purpose: '',
      intact: true,
    },
  ]);
});

test('rejects reads without a reason, of nobody, by callers without the scope, and with a token of another officer', async () => {
  const { officerId } = await registry.client.registerOfficer({ state: CANDIDATE });
  for (const state of [SELECTION, TRAINING]) await registry.client.changeOfficerState({ officerId, state });
  const { nextPageToken } = await officers.listOfficerStates({ officerId, reason: WHY, pageSize: 1 });
  const other = (await registry.client.registerOfficer()).officerId;
  const before = await registry.rowCount();
  for (const reason of ['', '  ', 'а\u0000б', 'а'.repeat(201)]) {
    expect(await refusalOf(officers.listOfficerStates({ officerId, reason }))).toMatchObject({ fields: ['reason'] });
    expect(await refusalOf(officers.getOfficerRecord({ officerId, reason }))).toMatchObject({ fields: ['reason'] });
  }
  const stolen = officers.listOfficerStates({ officerId: other, reason: WHY, pageToken: nextPageToken });
  expect(await refusalOf(stolen)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
  const large = officers.listOfficerStates({ officerId, reason: WHY, pageSize: 501 });
  expect(await refusalOf(large)).toMatchObject({ fields: ['page_size'] });
  const unknown = { officerId: randomUUID(), reason: WHY };
  expect(await refusalOf(officers.listOfficerStates(unknown))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(officers.getOfficerRecord(unknown))).toMatchObject({ code: 'NOT_FOUND' });
  for (const call of [unprivileged.listOfficerStates, unprivileged.getOfficerRecord]) {
    expect(await refusalOf(call({ officerId, reason: WHY }))).toMatchObject({ code: 'PERMISSION_DENIED' });
  }
  expect(await registry.rowCount()).toBe(before);
});

test('the ranks are data with dates and a source, lowest first', async () => {
  const { ranks } = await officers.listRanks();
  expect(ranks).toHaveLength(14);
  expect(ranks[0]).toMatchObject({ rankCode: 'private', level: 1, validFrom: '2015-11-07', validTo: '' });
  expect(ranks.every(({ source }) => source.includes('580-VIII'))).toBe(true);
});
