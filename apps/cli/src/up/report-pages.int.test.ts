import { randomUUID } from 'node:crypto';
import { FootageOutcome, FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCourseServiceService as Course } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { eventually, testClient, visit, type Visitor } from '@safe-community/testkit';
import { CanarySearch } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../connection/connect-services.ts';
import { runGateway, type RunningGateway } from '../../test/running-gateway.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

// A report of a visitor, from the first page of the gateway process to the real incident intake and back.

const NARRATIVE = 'за третіми дверима щезлоптах';
const NAME = 'Щезлоптах Ївга';
const search = new CanarySearch({ narrative: NARRATIVE, name: NAME, phone: '+380671918273' });

let system: RunningSystem;
let gateway: RunningGateway;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'incident-intake', 'camera-rollout']);
  gateway = await runGateway(system, {
    CAMERA_ROLLOUT_ADDRESS: `localhost:${system.ports[2]}`,
    STATISTICS_ADDRESS: 'localhost:1',
  });
  connection = system.connect();
}, 120_000);
afterAll(async () => {
  connection.close();
  await gateway.stop();
  await system.stop();
});

const LAST_STEP = {
  'a-infrastructure_kind': 'road_pit',
  description: NARRATIVE,
  name: NAME,
  phone: '067 191 82 73',
  website: '',
};

/** A report of a pit in a village, up to the last step. Each try has a village of its own. */
async function upToLast(village: string): Promise<Visitor> {
  const visitor = await visit(`${gateway.url}/report`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: village });
  if (visitor.title.startsWith('Можливо')) await visitor.send({});
  expect([visitor.status, visitor.title]).toEqual([200, expect.stringContaining('Що саме')]);
  // Sooner, it would look like a program's.
  await new Promise((resolve) => setTimeout(resolve, 3_100));
  return visitor;
}

const formOf = (text: string): string => /name="form" value="([^"]*)"/.exec(text)?.[1] ?? '';
const tokenOf = (text: string): string => /id="token">([^<]*)<\/code>/.exec(text)?.[1] ?? '';

async function incidentsWith(narrativeOf: string) {
  const { incidents } = await connection.incidents.listIncidents(ListIncidentsRequest.fromPartial({ pageSize: 500 }));
  return incidents.filter(({ settlementCode }) => settlementCode === narrativeOf);
}

test('a report that is sent twice at once exists once; it is tracked, confirmed, and reopened by its token', async () => {
  const [village, code] = ['Зарванці', 'UA05020310030075295'];
  const before = (await incidentsWith(code)).length;
  const visitor = await upToLast(village);
  const form = formOf(visitor.text);
  const body = () => new URLSearchParams({ form, step: 'details', ...LAST_STEP });
  const answers = await Promise.all(
    [1, 2, 3].map(async () => (await fetch(`${gateway.url}/report`, { method: 'POST', body: body() })).text()),
  );
  const [token = ''] = new Set(answers.map(tokenOf));
  expect(token).not.toBe('');
  expect(new Set(answers.map(tokenOf)).size).toBe(1);
  const found = await incidentsWith(code);
  expect(found).toHaveLength(before + 1);
  const incidentId = found[0]?.incidentId ?? '';
  const { incident } = await connection.incidents.getIncident({ incidentId, reason: '' });
  expect(incident).toMatchObject({ description: NARRATIVE, reporter: { fullName: NAME, phone: '+380671918273' } });

  const tracked = await visit(`${gateway.url}/en/track`);
  await tracked.send({ token });
  expect(tracked.text).toContain('Your report has been received.');
  await tracked.send({ step: 'add', add: 'ще одна яма' });
  expect(tracked.text).toContain('The information was added.');
  await tracked.send({ step: 'confirm' });
  expect([tracked.status, tracked.text.includes('cannot be done now')]).toEqual([400, true]);

  await resolve(incidentId);
  await tracked.send({ step: 'open', token });
  expect(tracked.text).toContain('The work at the scene is done.');
  await tracked.send({ step: 'confirm' });
  expect(tracked.text).toContain('Thank you! The report is closed.');
  await tracked.send({ step: 'reopen', reopen: 'яма є' });
  expect(tracked.text).toContain('The report is open again.');
  const again = await connection.incidents.getIncident({ incidentId, reason: '' });
  expect(again.incident?.additions.map(({ text }) => text)).toEqual(['ще одна яма']);
  expect(gateway.output()).not.toContain(token);
  expect(search.find(Buffer.from(gateway.output()))).toEqual([]);
});

test('a request for footage is followed by its token, from its receipt to the appeal', async () => {
  const { footageRequests } = connection;
  const footageTime = new Date(Date.now() - 3_600_000);
  const { footageRequestId, trackingToken } = await footageRequests.submitRequest(
    SubmitRequestRequest.fromPartial({
      requestId: randomUUID(),
      kind: FootageRequestKind.INFORMATION,
      requester: { fullName: NAME, phone: '+380671918273' },
      requestText: NARRATIVE,
      hromadaCode: 'UA05020030000031457',
      footageFromTime: footageTime,
      footageToTime: footageTime,
    }),
  );
  const tracked = await visit(`${gateway.url}/track`);
  const sees = async (...texts: string[]) => {
    await tracked.send({ step: 'open', token: trackingToken });
    expect(tracked.status).toBe(200);
    for (const text of texts) expect(tracked.text).toContain(text);
    expect(search.find(Buffer.from(tracked.text))).toEqual([]);
    expect(tracked.text).not.toContain(trackingToken);
  };
  await sees('Запит отримано', 'Запит на інформацію');
  const step = (etag: string) => ({ requestId: randomUUID(), footageRequestId, etag });
  let { etag } = await footageRequests.assignRequest({ ...step('1'), assignee: 'olena' });
  ({ etag } = await footageRequests.extendRequest({ ...step(etag), grounds: NARRATIVE }));
  await sees('Над запитом працюють', 'Строк продовжено');
  const outcome = FootageOutcome.PARTLY_GRANTED;
  await footageRequests.decideRequest({ ...step(etag), outcome, grounds: NARRATIVE, redactionRequired: true });
  await sees('Запит задоволено частково', 'невпізнаваними', 'Оскаржити рішення');
  await footageRequests.appealDecision({ requestId: randomUUID(), trackingToken, grounds: NARRATIVE });
  await sees('Рішення оскаржено', 'Строк для рішення за скаргою');
  expect(gateway.output()).not.toContain(trackingToken);
  expect(search.find(Buffer.from(gateway.output()))).toEqual([]);
});

test('the next visitor sees the report near by, without what identifies a person', async () => {
  const code = 'UA05020310010019628';
  await (await upToLast('Якушинці')).send(LAST_STEP);
  await eventually(async () => expect((await incidentsWith(code)).length).toBeGreaterThan(0));
  const next = await visit(`${gateway.url}/report`);
  await next.send({ category: 'infrastructure' });
  await next.send({ q: 'Якушинці' });
  expect(next.text).toContain('Що не так: Яма на дорозі; у тому самому населеному пункті');
  expect(search.find(Buffer.from(next.text))).toEqual([]);
});

test.each([
  ['point', '49.2331, 28.4682', 'UA05020030080030595'],
  ['name', 'UA05120090010077573', '49.7140, 28.8330'],
])('the next visitor sees a report by %s when they give the place in another way', async (_by, first, second) => {
  await (await upToLast(first)).send(LAST_STEP);
  await eventually(async () => {
    const next = await visit(`${gateway.url}/report`);
    await next.send({ category: 'infrastructure' });
    await next.send({ q: second });
    expect(next.text).toContain('Що не так: Яма на дорозі; у тій самій громаді');
    expect(search.find(Buffer.from(next.text))).toEqual([]);
  });
});

test('while intake restarts, a report waits in the page and is sent once', async () => {
  const code = 'UA05020310090082437';
  const before = (await incidentsWith(code)).length;
  const visitor = await upToLast('Майдан, Якушинецька');
  await system.restart('incident-intake', async () => {
    await visitor.send(LAST_STEP);
    expect([visitor.status, visitor.text.includes('двох повідомлень не буде')]).toEqual([503, true]);
  });
  await eventually(async () => {
    await visitor.send(LAST_STEP);
    expect(tokenOf(visitor.text)).not.toBe('');
  });
  expect(await incidentsWith(code)).toHaveLength(before + 1);
});

async function resolve(incidentId: string): Promise<void> {
  const course = testClient(Course, system.ports[1] ?? 0);
  const by = { actingUser: 'officer-7' };
  await course.triageIncident({ incidentId, urgency: 3 }, by);
  await course.dispatchResponder({ incidentId, kind: ResponderKind.MUNICIPALITY, unit: 'ЖКГ-1' }, by);
  const { incident } = await connection.incidents.getIncident({ incidentId, reason: '' });
  const responderId = incident?.responders[0]?.responderId ?? '';
  await course.recordResponderProgress({ incidentId, responderId, progress: ResponderProgress.ON_SCENE }, by);
  await course.resolveIncident({ incidentId, requestId: randomUUID() }, by);
  course.close();
}
