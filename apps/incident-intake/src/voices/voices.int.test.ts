import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { auditedWrite, expectAudited, refusalOf, testClient, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase } from '../../test/end-of-case.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { readCatalogueFile } from '../catalogue/catalogue-file.adapter.ts';

const { FIRE, INFRASTRUCTURE } = IncidentCategory;
const { RECEIVED, REJECTED, RESOLVED } = IncidentState;

let intake: RunningIntake;
let requests: ReturnType<typeof client>;
let web: FollowUpCalls;
let staff: FollowUpCalls;
const client = (from?: 'nats') => testClient(Requests, intake.port, from);
beforeAll(async () => {
  intake = await runIntake();
  requests = client();
  web = followUpCalls(intake, 'statistics');
  staff = followUpCalls(intake);
});
afterAll(async () => {
  requests.close();
  web.close();
  staff.close();
  await intake.stop();
});

async function report(category: IncidentCategory = INFRASTRUCTURE): Promise<string> {
  return (await intake.report({ report: fire({ category, hromadaCode: VINNYTSIA }) })).incidentId;
}

const addVoice = (publicRequestId: string, requestId: string = randomUUID()) =>
  requests.addVoice({ requestId, publicRequestId });
const voicesOf = async (requestId: string) => (await requests.getRequest({ requestId })).request?.voices;
const stored = async (incidentId: string) =>
  (await intake.sql('select voice_id from voice where incident_id = $1', [incidentId])).length;

/** As if its lifecycle had led there. */
const setState = (incidentId: string, state: string) =>
  intake.sql('update incident set state = $2, state_since = now(), due_at = null where incident_id = $1', [
    incidentId,
    state,
  ]);

test('a voice is counted once for its request, and its token shows the public status', async () => {
  const incidentId = await report();
  const [requestId, before] = [randomUUID(), await intake.counts()];
  const first = await addVoice(incidentId, requestId);
  expect(first).toMatchObject({ voices: 1, trackingToken: expect.stringMatching(/^[\w-]{43}$/) as string });
  expect(await addVoice(incidentId, requestId)).toEqual(first);
  expect((await addVoice(incidentId)).voices).toBe(2);
  expect([await voicesOf(incidentId), await stored(incidentId)]).toEqual([2, 2]);
  expect(
    (await requests.listRequests(ListRequestsRequest.fromPartial({ requestIds: [incidentId] }))).requests,
  ).toMatchObject([{ voices: 2 }]);
  // It is no event and no change of the incident, so no figure and no rank sees it.
  expect((await intake.counts()).events).toBe(before.events);
  expect((await intake.get(incidentId)).incident?.version).toBe(1);
  expect(await web.status(first.trackingToken)).toMatchObject({
    state: RECEIVED,
    textUk: 'Повідомлення прийнято.',
    category: INFRASTRUCTURE,
    hromadaCode: VINNYTSIA,
    voice: true,
    additionsLeft: 0,
    mayConfirm: false,
    mayReopen: false,
  });
  const other = await report();
  expect(await refusalOf(addVoice(other, requestId))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
});

test('twenty calls at once with one id are one voice, and with twenty ids twenty', async () => {
  const [one, twenty] = [await report(), await report()];
  const requestId = randomUUID();
  const same = await Promise.all(Array.from({ length: 20 }, () => addVoice(one, requestId)));
  expect(new Set(same.map(({ trackingToken }) => trackingToken)).size).toBe(1);
  expect([await voicesOf(one), await stored(one)]).toEqual([1, 1]);
  const others = await Promise.all(Array.from({ length: 20 }, () => addVoice(twenty)));
  expect(new Set(others.map(({ trackingToken }) => trackingToken)).size).toBe(20);
  expect(others.map(({ voices }) => voices).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect([await voicesOf(twenty), await stored(twenty)]).toEqual([20, 20]);
});

test('what is unknown, not published, or a test is not there; what has ended takes no voice', async () => {
  const [unpublished, aTest, ended] = [await report(FIRE), await report(), await report()];
  await intake.sql('update incident set is_test = true where incident_id = $1', [aTest]);
  for (const id of [randomUUID(), unpublished, aTest]) {
    expect(await refusalOf(addVoice(id))).toMatchObject({ code: 'NOT_FOUND', message: 'request not found' });
  }
  for (const state of ['resolved', 'closed', 'rejected']) {
    await setState(ended, state);
    expect(await refusalOf(addVoice(ended))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_OPEN' });
  }
  expect(await refusalOf(addVoice('x', 'y'))).toMatchObject({ fields: ['request_id', 'public_request_id'] });
  for (const id of [unpublished, aTest, ended]) expect(await stored(id)).toBe(0);
  const nobody = client('nats');
  const refused = nobody.addVoice({ requestId: randomUUID(), publicRequestId: ended });
  expect(await refusalOf(refused)).toMatchObject({ code: 'PERMISSION_DENIED' });
  nobody.close();
});

test('a refusal leaves the id of the request free for another one', async () => {
  const [ended, open] = [await report(), await report()];
  await setState(ended, 'closed');
  const requestId = randomUUID();
  await refusalOf(addVoice(ended, requestId));
  expect((await addVoice(open, requestId)).voices).toBe(1);
});

test('nobody can add, confirm, or reopen with the token of a voice', async () => {
  const incidentId = await report();
  const { trackingToken } = await addVoice(incidentId);
  await setState(incidentId, 'resolved');
  expect(await web.status(trackingToken)).toMatchObject({ state: RESOLVED, mayConfirm: false, mayReopen: false });
  const calls = [web.add(trackingToken, 'текст'), web.confirm(trackingToken), web.reopen(trackingToken, 'ні')];
  for (const call of calls) expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' });
  expect((await intake.get(incidentId)).incident).toMatchObject({ state: RESOLVED, version: 1, additions: [] });
});

test('a voice follows a merge, and merged reports are voices with theirs, until they are parted again', async () => {
  const [primary, duplicate] = [await report(), await report()];
  const { trackingToken } = await addVoice(duplicate);
  await addVoice(primary);
  await staff.merge(duplicate, primary);
  expect([await voicesOf(primary), await voicesOf(duplicate)]).toEqual([3, 1]);
  expect((await addVoice(duplicate)).voices).toBe(4);
  expect([await stored(primary), await stored(duplicate)]).toEqual([2, 1]);
  await setState(primary, 'resolved');
  const status = await web.status(trackingToken);
  expect(status).toMatchObject({ state: RESOLVED, voice: true, mayConfirm: false });
  expect(status?.textUk).toContain('об’єднано з іншим');
  expect(await refusalOf(addVoice(duplicate))).toMatchObject({ reason: 'NOT_OPEN' });
  await setState(primary, 'received');
  await staff.unmerge(duplicate);
  expect([await voicesOf(primary), await voicesOf(duplicate)]).toEqual([2, 1]);
  expect(await web.status(trackingToken)).toMatchObject({ state: RECEIVED });
});

test('after the erasure of personal data the state remains; of a test nothing does', async () => {
  const incidentId = await report();
  const { trackingToken } = await addVoice(incidentId);
  await staff.reject(incidentId);
  const end = endOfCase(intake);
  await end.erase(incidentId);
  end.close();
  expect(await web.status(trackingToken)).toMatchObject({ state: REJECTED, voice: true, additionsLeft: 0 });
  await intake.sql('update incident set is_test = true where incident_id = $1', [incidentId]);
  expect(await refusalOf(web.status(trackingToken))).toMatchObject({ code: 'NOT_FOUND', message: 'report not found' });
});

test('no table and no log holds the token', async () => {
  const { trackingToken } = await addVoice(await report());
  const tables = await intake.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const [found] = await intake.sql(`select count(*)::int as n from "${String(name)}" t where t::text like $1`, [
      `%${trackingToken}%`,
    ]);
    expect([name, found?.['n']]).toEqual([name, 0]);
  }
  expect(intake.log.join('\n')).not.toContain(trackingToken);
});

test('a voice is audited, with the request that it was added to', async () => {
  const [primary, duplicate] = [await report(), await report()];
  await staff.merge(duplicate, primary);
  for (const publicRequestId of [primary, duplicate]) {
    await expectAudited(
      intake,
      auditedWrite(
        Requests.addVoice,
        async () => ({ publicRequestId }),
        () => [primary],
      ),
    );
  }
});

// The last: it starts the service again with another catalogue.
test('when the category is published no more, the token is as unknown as the request', async () => {
  const incidentId = await report();
  const { trackingToken } = await addVoice(incidentId);
  const file = join(testFolder('catalogue'), 'catalogue.json');
  const change = { changed_by: 'duty office', note: 'hidden', categories: { infrastructure: { published: false } } };
  writeFileSync(file, JSON.stringify(change));
  await intake.restart({ catalogue: readCatalogueFile(file), catalogueFile: file });
  expect(await refusalOf(web.status(trackingToken))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(addVoice(incidentId))).toMatchObject({ code: 'NOT_FOUND' });
});
