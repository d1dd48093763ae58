import { randomUUID } from 'node:crypto';
import { SchoolLinkChanged } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { School } from '@safe-community/contracts/incidents/v1/school.ts';
import { SchoolServiceService as Schools } from '@safe-community/contracts/incidents/v1/school_service.ts';
import { eventually, refusalOf, sendParts, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, header, row, VINNYTSIA, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const KYIV = 'UA80000000000093317';

let intake: RunningIntake;
let schools: ReturnType<typeof client>;
const client = (from?: 'statistics' | 'nats') => testClient(Schools, intake.port, from);
beforeAll(async () => {
  intake = await runIntake();
  schools = client();
});
afterAll(async () => {
  schools.close();
  await intake.stop();
});

/** A code of its own for each try of each test. */
const newCode = (): string => String(10_000_000 + Math.trunc(Math.random() * 10_000_000));

function bring(edrpou: string, hromadaCode = VINNYTSIA) {
  const school = School.fromPartial({ edrpou, name: 'Ліцей № 1', hromadaCode });
  return sendParts(intake.port, Schools.importSchools, [
    { part: { $case: 'header', value: { requestId: randomUUID(), sourceSystem: 'education-register' } }, rows: [] },
    { part: undefined, rows: [{ rowNumber: 1, school }] },
    { part: { $case: 'end', value: { rows: 1 } }, rows: [] },
  ]);
}

function bullyingAt(edrpou: string) {
  const attributes = [
    { name: 'school_matter', value: 'bullying' },
    { name: 'school_edrpou', value: edrpou },
  ];
  return fire({ category: IncidentCategory.SCHOOL_SAFETY, attributes });
}

async function incidentsOf(edrpou: string): Promise<string[]> {
  const [fromTime, toTime] = [new Date(YESTERDAY.getTime() - 3_600_000), new Date(Date.now() + 3_600_000)];
  return (await schools.getSchoolSafety({ edrpou, fromTime, toTime, reason: 'перевірка безпеки' })).incidentIds;
}

async function linkEvents(incidentId: string): Promise<Partial<SchoolLinkChanged>[]> {
  const events = await intake.sql(`select body from ledger_event where type like '%school-link-changed'`);
  return events
    .map(({ body }) => SchoolLinkChanged.decode(body as Buffer))
    .filter((event) => event.incidentId === incidentId)
    .map(({ linked, schoolEdrpou, state }) => ({ linked, schoolEdrpou, state }));
}

const unlinked = async (): Promise<string[]> => (await schools.listUnlinkedIncidents({ pageSize: 500 })).incidentIds;

test('a report and a row of an import that name a school of the directory are linked to it at once', async () => {
  const edrpou = newCode();
  await bring(edrpou);
  const { incidentId } = await intake.report({ report: bullyingAt(edrpou) });
  const course = {
    responders: [],
    resolvedTime: new Date(YESTERDAY.getTime() + 60_000),
    closedTime: undefined,
    endedAs: IncidentState.UNSPECIFIED,
  };
  const system = `source-${edrpou}`;
  const report = bullyingAt(edrpou);
  await intake.send([header(randomUUID(), system), row(1, { report }), row(2, { report, course })]);
  const imported = await intake.sql('select incident_id from incident where source_system = $1', [system]);
  const all = [incidentId, ...imported.map((each) => String(each['incident_id']))];
  expect((await incidentsOf(edrpou)).toSorted()).toEqual(all.toSorted());
  for (const each of all) {
    expect(await linkEvents(each)).toEqual([{ linked: true, schoolEdrpou: '', state: IncidentState.RECEIVED }]);
  }
  expect(await unlinked()).not.toContain(incidentId);
  const again = await intake.get(incidentId);
  expect(again.incident?.version).toBe(1);
});

test('a report of an unknown school is kept, is listed as unlinked, and is linked once an import brings the school', async () => {
  const edrpou = newCode();
  const { incidentId } = await intake.report({ report: bullyingAt(edrpou) });
  expect(await unlinked()).toContain(incidentId);
  expect(await linkEvents(incidentId)).toEqual([]);
  expect(await refusalOf(schools.unlinkSchool({ incidentId }))).toMatchObject({ reason: 'SCHOOL_NOT_LINKED' });
  await bring(edrpou);
  await eventually(async () => expect(await unlinked()).not.toContain(incidentId));
  expect(await incidentsOf(edrpou)).toEqual([incidentId]);
  expect(await linkEvents(incidentId)).toEqual([{ linked: true, schoolEdrpou: '', state: IncidentState.RECEIVED }]);
  const history = await intake.sql('select kind, system from case_history where incident_id = $1', [incidentId]);
  expect(history).toEqual([{ kind: 'school-linked', system: 'incident-intake' }]);
});

test('a school of another oblast is not linked, as LinkSchool would not', async () => {
  const edrpou = newCode();
  await bring(edrpou, KYIV);
  const { incidentId } = await intake.report({ report: bullyingAt(edrpou) });
  expect(await unlinked()).toContain(incidentId);
  expect(await incidentsOf(edrpou)).toEqual([]);
});

test('unlinked incidents are listed page by page, of sensitive ones only those that the caller may see', async () => {
  const { incidentId: older } = await intake.report({ report: bullyingAt(newCode()) });
  const { incidentId: newer } = await intake.report({ report: bullyingAt(newCode()) });
  const first = await schools.listUnlinkedIncidents({ pageSize: 1 });
  expect(first.incidentIds).toEqual([newer]);
  const second = await schools.listUnlinkedIncidents({ pageSize: 1, pageToken: first.nextPageToken });
  expect(second.incidentIds).toEqual([older]);
  const [ordinary, stranger] = [client('statistics'), client('nats')];
  expect((await ordinary.listUnlinkedIncidents({})).incidentIds).toEqual([]);
  expect(await refusalOf(stranger.listUnlinkedIncidents({}))).toMatchObject({ reason: 'SCOPE_MISSING' });
  expect(await refusalOf(schools.listUnlinkedIncidents({ pageSize: 501 }))).toMatchObject({ fields: ['page_size'] });
  ordinary.close();
  stranger.close();
});

test('a test is neither an incident of its school nor an unlinked one', async () => {
  const [known, unknown] = [newCode(), newCode()];
  await bring(known);
  const { incidentId } = await intake.report({ report: bullyingAt(known) });
  await intake.report({ report: { ...bullyingAt(known), test: true } });
  const { incidentId: waiting } = await intake.report({ report: { ...bullyingAt(unknown), test: true } });
  expect(await incidentsOf(known)).toEqual([incidentId]);
  expect(await unlinked()).not.toContain(waiting);
});
