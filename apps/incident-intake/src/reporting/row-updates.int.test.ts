import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentStateChanged } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { RowOutcome, type ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { startIntakeProcess } from '../../test/intake-process.ts';
import { fire, header, row, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { sendImport, startImport } from '../../test/send-import.ts';

let intake: RunningIntake;
/** Each test has its own source, because rows of one source are remembered forever. */
let system: string;
beforeAll(async () => {
  intake = await runIntake();
});
beforeEach(() => {
  system = `source-${randomUUID()}`;
});
afterAll(() => intake.stop());

const after = (seconds: number): Date => new Date(YESTERDAY.getTime() + seconds * 1_000);
const OPEN = { responders: [], resolvedTime: undefined, closedTime: undefined, endedAs: IncidentState.UNSPECIFIED };
const CLOSED = { ...OPEN, resolvedTime: after(3_000), closedTime: after(5_000), endedAs: IncidentState.CLOSED };

const send = (...rows: Partial<ImportRow>[]) =>
  intake.send([header(randomUUID(), system), ...rows.map((each, index) => row(index + 1, each))]);

async function stored() {
  const [found] = await intake.sql(
    `select incident_id, state, version, due_at, erase_at from incident where source_system = $1`,
    [system],
  );
  return found ?? {};
}

/** The states that events of the incident say, in the order of the ledger. */
async function published(incidentId: unknown): Promise<IncidentState[]> {
  const events = await intake.sql(`select body from ledger_event where type like '%incident-state-changed'`);
  return events
    .map(({ body }) => IncidentStateChanged.decode(body as Buffer))
    .filter((event) => event.incidentId === incidentId)
    .map(({ state }) => state);
}

test('a row that was open and is closed now takes the missing steps, once', async () => {
  expect(await send({})).toMatchObject({ added: 1 });
  const { incident_id: incidentId } = await stored();
  expect(await send({ course: CLOSED })).toMatchObject({ added: 0, updated: 1, alreadyKnown: 0, different: 0 });
  expect(await stored()).toMatchObject({ incident_id: incidentId, state: 'closed', version: 3, due_at: null });
  expect(new Date(String((await stored())['erase_at']))).toEqual(new Date(after(5_000).getTime() + 1_095 * 86_400_000));
  const states = [IncidentState.RESOLVED, IncidentState.CLOSED];
  expect(await published(incidentId)).toEqual(states);
  const before = await intake.counts();
  // The same export again, and an older one.
  expect(await send({ course: CLOSED })).toMatchObject({ updated: 0, alreadyKnown: 1 });
  expect(await send({})).toMatchObject({ updated: 0, alreadyKnown: 1, different: 0 });
  expect(await send({ course: OPEN })).toMatchObject({ updated: 0, alreadyKnown: 1, different: 0 });
  expect(await intake.counts()).toMatchObject({ incidents: before.incidents, events: before.events });
  expect(await published(incidentId)).toEqual(states);
  const steps = courseCalls(intake);
  const { entries } = await steps.history(String(incidentId));
  steps.end();
  expect(entries.map(({ kind, happenedTime }) => [kind, happenedTime])).toEqual([
    ['reported', after(1)],
    ['resolved', after(3_000)],
    ['closed', after(5_000)],
  ]);
});

test('two later versions of one row are applied in their order, among updates of other rows', async () => {
  const of = (externalId: string, course?: ImportRow['course']) => ({ externalId, receivedTime: YESTERDAY, course });
  expect(await send(of('one'))).toMatchObject({ added: 1 });
  const { incident_id: incidentId } = await stored();
  const externalIds = Array.from({ length: 100 }, (_, index) => `other-${index}`);
  expect(await send(...externalIds.map((externalId) => of(externalId)))).toMatchObject({ added: 100 });
  const others = externalIds.map((externalId) => of(externalId, CLOSED));
  const versions = [
    of('one', { ...OPEN, resolvedTime: after(3_000) }),
    of('one', { ...CLOSED, resolvedTime: undefined }),
  ];
  expect(await send(...others.slice(0, 50), ...versions, ...others.slice(50))).toMatchObject({
    updated: 102,
    alreadyKnown: 0,
    different: 0,
    refused: 0,
  });
  expect(await published(incidentId)).toEqual([IncidentState.RESOLVED, IncidentState.CLOSED]);
});

test('a row with an attachment takes its steps too, unless the attachment is another one', async () => {
  const withPhoto = (sha256: Buffer) =>
    fire({ attachments: [{ uri: 's3://evidence/1', sha256, mediaType: 'image/jpeg', sizeBytes: 2_000_000n }] });
  const photo = randomBytes(32);
  expect(await send({ report: withPhoto(photo) })).toMatchObject({ added: 1 });
  expect(await send({ report: withPhoto(randomBytes(32)), course: CLOSED })).toMatchObject({
    updated: 0,
    different: 1,
  });
  expect(await send({ report: withPhoto(photo), course: CLOSED })).toMatchObject({ updated: 1, different: 0 });
});

test('responders and their times are added as the source learns them, and the arrival is published once', async () => {
  const sent = {
    kind: ResponderKind.RESCUE,
    unit: 'ДПРЧ-1',
    dispatchedTime: after(60),
    enRouteTime: undefined,
    onSceneTime: undefined,
    leftTime: undefined,
    cancelledTime: undefined,
    officerIds: [],
  };
  const arrived = { ...sent, onSceneTime: after(600) };
  expect(await send({ course: { ...OPEN, responders: [sent] } })).toMatchObject({ added: 1 });
  expect(await send({ course: { ...OPEN, responders: [arrived] } })).toMatchObject({ updated: 1 });
  expect(await send({ course: { ...CLOSED, responders: [arrived] } })).toMatchObject({ updated: 1 });
  const incidentId = String((await stored())['incident_id']);
  expect((await intake.get(incidentId)).incident).toMatchObject({
    state: IncidentState.CLOSED,
    onSceneTime: after(600),
    responders: [{ unit: 'ДПРЧ-1', onSceneTime: after(600) }],
  });
  const arrivals = await intake.sql(
    `select 1 from ledger_event where type like '%responder-arrived' and position(convert_to($1, 'utf8') in body) > 0`,
    [incidentId],
  );
  expect(arrivals).toHaveLength(1);
});

test('a row that says something else about the incident is reported, by field, and changes nothing', async () => {
  await send({ report: fire({ description: 'горить сарай' }) });
  const before = await stored();
  const answer = await intake.send([
    header(randomUUID(), system, true),
    row(1, { report: fire({ description: 'інше' }), course: CLOSED }),
    row(2, {
      externalId: 'call-1',
      report: fire({ category: IncidentCategory.GAS, attributes: [{ name: 'gas_kind', value: 'smell' }] }),
    }),
  ]);
  expect(answer).toMatchObject({ added: 0, updated: 0, different: 2, refused: 0 });
  expect(answer.differentRows.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [1, 'report.description'],
    [2, 'report.category'],
    [2, 'received_time'],
    [2, 'report.occurred_time'],
    [2, 'report.attributes'],
    [2, 'report.description'],
  ]);
  expect(JSON.stringify(answer)).not.toContain('сарай');
  expect(answer.rowResults.map(({ outcome }) => outcome)).toEqual([RowOutcome.DIFFERENT, RowOutcome.DIFFERENT]);
  expect(await stored()).toEqual(before);
});

test('an incident that was reopened here is closed again only by a later end', async () => {
  await send({ course: CLOSED });
  const incidentId = String((await stored())['incident_id']);
  const steps = courseCalls(intake);
  await steps.reopen(incidentId, { reason: 'знову' });
  steps.end();
  expect(await send({ course: { ...CLOSED, resolvedTime: undefined } })).toMatchObject({ updated: 0, different: 1 });
  expect(await stored()).toMatchObject({ state: 'reopened' });
  await sleep(1_100);
  expect(await send({ course: { ...CLOSED, resolvedTime: undefined, closedTime: new Date() } })).toMatchObject({
    updated: 1,
  });
  expect(await stored()).toMatchObject({ state: 'closed', due_at: null });
});

test(
  'kill -9 while rows are updated loses nothing and counts nothing twice',
  { timeout: 120_000, retry: 0 },
  async () => {
    const own = await startIntakeProcess();
    try {
      const numbers = Array.from({ length: 600 }, (_, index) => index + 1);
      const parts = (more: Partial<ImportRow>) => [
        header(randomUUID(), system),
        ...numbers.map((number) => row(number, more)),
      ];
      const added = await eventually(() => sendImport(own.client, parts({})), { within: 30_000 });
      expect(added.added + added.alreadyKnown).toBe(600);
      const closing = parts({ course: CLOSED });
      const broken = startImport(own.client);
      broken.answer.catch(() => undefined);
      const sending = broken.send(closing);
      const closed = async () =>
        Number((await own.sql(`select count(*)::int as n from incident where state = 'closed'`))[0]?.['n']);
      await eventually(async () => expect(await closed()).toBeGreaterThan(20), { within: 30_000 });
      await own.process.kill();
      await sending.catch(() => undefined);
      const left = await closed();
      expect(left).toBeLessThan(600);
      await own.process.restart();
      const again = await eventually(() => sendImport(own.client, closing), { within: 30_000 });
      expect(again).toMatchObject({ added: 0, different: 0, refused: 0 });
      expect(again.updated + again.alreadyKnown).toBe(600);
      expect(await closed()).toBe(600);
      const [events] = await own.sql(
        `select count(*)::int as n from ledger_event where type like '%incident-state-changed'`,
      );
      expect(events).toEqual({ n: 1_200 });
    } finally {
      await own.stop();
    }
  },
);
