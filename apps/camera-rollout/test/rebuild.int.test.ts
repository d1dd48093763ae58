import { randomUUID } from 'node:crypto';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { Officer, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { rows } from '@safe-community/database';
import {
  incidentReported,
  incidentRestored,
  incidentRouted,
  incidentStateChanged,
  incidentWithdrawn,
  officerStateChanged,
  officerUpdated,
  patrolUnitRegistered,
  responderArrived,
  responderProgressed,
  type NewEvent,
} from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import {
  applyHistory,
  expectOwnEffectsOnly,
  expectRestored,
  type RebuiltTables,
} from '@safe-community/testkit/rebuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentEvents } from '../src/incidents/incident.events.ts';
import { LINKED_INCIDENTS } from '../src/recordings/module.ts';
import { incidents } from '../src/incidents/module.ts';
import { openRolloutDatabase } from '../src/service.ts';
import { strength } from '../src/strength/module.ts';
import { REGISTRY_EVENTS } from '../src/strength/strength.events.ts';
import { toEvent } from './running-registry.ts';
import { migrateRollout } from './running-rollout.ts';

const OBLAST = 'UA80000000000093317';
const ABOUT = { kind: OfficerKind.PATROL, oblastCode: OBLAST };
const [RECRUIT, MOVED, ON_LEAVE] = [randomUUID(), randomUUID(), randomUUID()];

const AT = new Date('2026-05-03T10:00:00Z');
const INCIDENT = { incidentId: randomUUID(), category: IncidentCategory.FIRE, oblastCode: OBLAST, hromadaCode: OBLAST };
const POLICE_ON_SCENE = {
  responderId: randomUUID(),
  kind: ResponderKind.POLICE,
  progress: ResponderProgress.ON_SCENE,
  progressTime: AT,
  onSceneTime: AT,
  officerIds: [MOVED, ON_LEAVE],
};
/** With another crew than before. */
const POLICE_LEFT = { ...POLICE_ON_SCENE, progress: ResponderProgress.LEFT, officerIds: [ON_LEAVE, RECRUIT] };

/** The modules that subscribe. */
const MODULES = [strength, incidents];
const SUBSCRIPTIONS: readonly Subscription[] = [REGISTRY_EVENTS, incidentEvents(LINKED_INCIDENTS)];

/** The events of each producer. Together they must fill each table that is not among `KEPT`. */
const HISTORY: Readonly<Record<string, readonly NewEvent[]>> = {
  officers: [
    unit('kyiv-1', 'Unit 1'),
    unit('kyiv-2', 'Unit 2'),
    unit('kyiv-1', 'First unit'),
    registered(RECRUIT, OfficerState.TRAINING),
    registered(MOVED),
    registered(ON_LEAVE),
    officerUpdated.create(
      {
        ...ABOUT,
        officerId: MOVED,
        state: OfficerState.ACTIVE,
        changedFields: ['patrol_unit_code'],
        servicePlaceCode: OBLAST,
        updatedTime: new Date(),
        patrolUnitCode: 'kyiv-2',
      },
      ABOUT,
    ),
    officerStateChanged.create(
      {
        ...ABOUT,
        officerId: ON_LEAVE,
        formerState: OfficerState.ACTIVE,
        state: OfficerState.ON_LEAVE,
        patrolUnitCode: 'kyiv-1',
        changedTime: new Date(),
      },
      ABOUT,
    ),
  ],
  incidents: [
    incidentReported.create({ ...blank(incidentReported), ...INCIDENT, occurredTime: AT, receivedTime: AT }, INCIDENT),
    incidentRouted.create({ ...blank(incidentRouted), ...INCIDENT, responsibleOfficerId: MOVED }, INCIDENT),
    responderArrived.create({ ...blank(responderArrived), ...INCIDENT, onSceneTime: AT }, INCIDENT),
    responderProgressed.create({ ...blank(responderProgressed), ...INCIDENT, ...POLICE_ON_SCENE }, INCIDENT),
    responderProgressed.create({ ...blank(responderProgressed), ...INCIDENT, ...POLICE_LEFT }, INCIDENT),
    incidentStateChanged.create({ ...blank(incidentStateChanged), ...INCIDENT, state: IncidentState.CLOSED }, INCIDENT),
    incidentWithdrawn.create({ ...blank(incidentWithdrawn), ...INCIDENT }, INCIDENT),
    incidentRestored.create({ ...blank(incidentRestored), ...INCIDENT }, INCIDENT),
    incidentWithdrawn.create({ ...blank(incidentWithdrawn), ...INCIDENT }, INCIDENT),
  ],
};

/** A rebuild updates these rows and deletes none. */
const KEPT: Readonly<Record<string, string>> = { patrol_unit: 'cameras refer to it' };

let own: TestDatabase;
let rebuilt: RebuiltTables;
beforeAll(async () => {
  own = await createTestDatabase({ service: 'camera-rollout', migrate: migrateRollout });
  const tables = MODULES.flatMap(({ rights = {} }) => Object.keys(rights)).filter((table) => !(table in KEPT));
  rebuilt = await applyHistory(openRolloutDatabase(own.adminUrl), tables, SUBSCRIPTIONS, HISTORY);
});
afterAll(async () => {
  await rebuilt.database.close();
  await own.drop();
});

test('a rebuild restores every column of every table that events fill', () => expectRestored(rebuilt));

test('a rebuild from the events of one producer deletes their effects and no others', () =>
  expectOwnEffectsOnly(rebuilt));

test('a rebuild updates the patrol units to which cameras refer', async () => {
  const units = () => rows(rebuilt.database.em.fork(), 'select * from patrol_unit order by code');
  const before = await units();
  expect(before).toMatchObject([{ name_en: 'First unit' }, { name_en: 'Unit 2' }]);
  await rows(rebuilt.database.em.fork(), `update patrol_unit set name_en = 'stale', oblast_code = 'stale'`);
  await rebuilt.rebuild(['officers']);
  expect(await units()).toEqual(before);
});

test('the history has an event of each kind that the service consumes', () => {
  const kinds = new Set(Object.values(HISTORY).flatMap((events) => events.map(({ type }) => type)));
  const consumed = SUBSCRIPTIONS.flatMap(({ handlers }) => handlers.map(({ type }) => type));
  expect(consumed.filter((type) => !kinds.has(type))).toEqual([]);
});

/** A message with the default of each field. */
function blank<Message>(kind: { decode(body: Uint8Array): Message }): Message {
  return kind.decode(new Uint8Array());
}

function unit(patrolUnitCode: string, nameEn: string): NewEvent {
  const message = { patrolUnitCode, oblastCode: OBLAST, nameUk: 'Полк', nameEn };
  return patrolUnitRegistered.create(message, { oblastCode: OBLAST });
}

function registered(officerId: string, state: OfficerState = OfficerState.ACTIVE): NewEvent {
  const officer = Officer.fromPartial({ officerId, state, kind: OfficerKind.PATROL, patrolUnitCode: 'kyiv-1' });
  return toEvent(officer, OBLAST);
}
