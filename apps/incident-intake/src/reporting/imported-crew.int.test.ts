import { randomUUID } from 'node:crypto';
import { ResponderProgressed } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportedResponder } from '@safe-community/contracts/incidents/v1/imported_course.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fire, header, row, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const after = (seconds: number): Date => new Date(YESTERDAY.getTime() + seconds * 1_000);
const [FIRST, SECOND]: readonly [string, string] = [randomUUID(), randomUUID()];
const PATROL: ImportedResponder = {
  kind: ResponderKind.POLICE,
  unit: 'Патруль-7',
  officerIds: [FIRST, SECOND],
  dispatchedTime: after(60),
  enRouteTime: undefined,
  onSceneTime: undefined,
  leftTime: undefined,
  cancelledTime: undefined,
};
const RESCUE: ImportedResponder = { ...PATROL, kind: ResponderKind.RESCUE, unit: 'ДПРЧ-1', officerIds: [] };
const COURSE = { resolvedTime: undefined, closedTime: undefined, endedAs: IncidentState.UNSPECIFIED };

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

const send = (responders: readonly ImportedResponder[], more: Partial<ImportRow> = {}) =>
  intake.send([header(randomUUID(), system), row(1, { course: { ...COURSE, responders: [...responders] }, ...more })]);

async function incidentId(): Promise<string> {
  const [found] = await intake.sql('select incident_id from incident where source_system = $1', [system]);
  return String(found?.['incident_id']);
}

/** The crews of the responders, and the officers that each event of a police responder names. */
async function crews() {
  const id = await incidentId();
  const { incident } = await intake.get(id);
  const events = await intake.sql(
    `select body from ledger_event where type ~ 'responder-progressed' order by position`,
  );
  return {
    stored: incident?.responders.map(({ officerIds }) => officerIds),
    published: events
      .map(({ body }) => ResponderProgressed.decode(body as Buffer))
      .filter((event) => event.incidentId === id && event.kind === ResponderKind.POLICE)
      .map(({ officerIds }) => officerIds),
  };
}

test('an imported row names the crew, and each event of the responder has it', async () => {
  const upper = { ...PATROL, officerIds: [FIRST.toUpperCase(), SECOND], onSceneTime: after(600) };
  expect(await send([RESCUE, upper])).toMatchObject({ added: 1, refused: 0 });
  const crew = [FIRST, SECOND];
  expect(await crews()).toEqual({ stored: expect.arrayContaining([[], crew]), published: [crew, crew] });
  // The order says nothing.
  expect(await send([RESCUE, { ...upper, officerIds: [SECOND, FIRST] }])).toMatchObject({ alreadyKnown: 1 });
});

test('a later version names another crew with a further step, and only with one', async () => {
  await send([PATROL]);
  const other = { ...PATROL, officerIds: [SECOND] };
  const refused = await send([other]);
  expect(refused).toMatchObject({ updated: 0, different: 1 });
  expect(refused.differentRows).toMatchObject([{ field: 'course.responders[0].officer_ids' }]);
  expect(await crews()).toMatchObject({ stored: [[FIRST, SECOND]] });
  expect(await send([{ ...other, onSceneTime: after(600) }])).toMatchObject({ updated: 1 });
  expect(await send([{ ...PATROL, officerIds: [], onSceneTime: after(600), leftTime: after(900) }])).toMatchObject({
    updated: 1,
  });
  expect(await crews()).toEqual({ stored: [[SECOND]], published: [[FIRST, SECOND], [SECOND], [SECOND]] });
});

test('no event names the crew of an imported sensitive incident', async () => {
  await send([PATROL], { report: fire({ category: IncidentCategory.DOMESTIC_VIOLENCE }) });
  expect((await crews()).published).toEqual([[]]);
});

test('rejects a crew of another service, and one with a malformed id', async () => {
  const answers = [
    await send([{ ...RESCUE, officerIds: [FIRST] }]),
    await send([{ ...PATROL, officerIds: [FIRST, '17'] }]),
  ];
  expect(answers.flatMap(({ refusedRows }) => refusedRows.map(({ field }) => field))).toEqual([
    'course.responders[0].officer_ids',
    'course.responders[0].officer_ids[1]',
  ]);
});
