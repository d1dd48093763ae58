import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, incidentRestored, incidentWithdrawn, type NewEvent } from '@safe-community/events';
import { createTestDatabase } from '@safe-community/testkit';
import { applyHistory, expectRestored } from '@safe-community/testkit/rebuild';
import { expect, onTestFinished, test } from 'vitest';
import { LOAD_EVENTS } from '../src/incident-load/load.events.ts';
import { incidentLoad } from '../src/incident-load/module.ts';
import { openRegistryDatabase } from '../src/service.ts';
import { migrateRegistry } from './running-registry.ts';
import { VINNYTSIA, VINNYTSKA_OBLAST } from './registry-client.ts';

const RECEIVED = new Date('2026-11-15T10:00:00Z');
const MONTH_BEFORE = new Date('2026-10-15T10:00:00Z');

type Kind = typeof incidentReported | typeof incidentRestored | typeof incidentWithdrawn;

function eventOf(kind: Kind, receivedTime: Date): NewEvent {
  const place = { hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA_OBLAST };
  const facts = { ...place, category: IncidentCategory.FIRE, receivedTime };
  const message = { ...kind.decode(new Uint8Array()), ...facts };
  return (kind as typeof incidentReported).create(message as Parameters<typeof incidentReported.create>[0], place);
}

const HISTORY = {
  incidents: [
    eventOf(incidentReported, RECEIVED),
    eventOf(incidentReported, RECEIVED),
    eventOf(incidentReported, RECEIVED),
    eventOf(incidentWithdrawn, RECEIVED),
    eventOf(incidentWithdrawn, RECEIVED),
    eventOf(incidentRestored, RECEIVED),
    eventOf(incidentReported, MONTH_BEFORE),
  ],
};

test('a rebuild restores every column of every table that events fill', async () => {
  const own = await createTestDatabase({ service: 'officer-registry', migrate: migrateRegistry });
  onTestFinished(() => own.drop());
  const database = openRegistryDatabase(own.adminUrl);
  onTestFinished(() => database.close());
  const tables = Object.keys(incidentLoad.rights ?? {});
  await expectRestored(await applyHistory(database, tables, [LOAD_EVENTS], HISTORY));
});

test('the history has an event of each kind that the service consumes', () => {
  const kinds = new Set(HISTORY.incidents.map(({ type }) => type));
  expect(LOAD_EVENTS.handlers.map(({ type }) => type).filter((type) => !kinds.has(type))).toEqual([]);
});
