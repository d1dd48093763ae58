import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexesOf } from '../../test/indexes-of.ts';
import { openStoredMonths } from '../../test/store-months.ts';
import type { Incident } from '../incident/module.ts';
import { candidateStatement } from './candidates.store.ts';

let stored: Awaited<ReturnType<typeof openStoredMonths>>;
beforeAll(async () => {
  stored = await openStoredMonths();
});
afterAll(() => stored.close());

const DAY_MS = 24 * 3_600_000;

test('candidates of a week are found by the index of the oblast', async () => {
  const occurredAt = new Date(Date.now() + 100 * DAY_MS);
  const subject = {
    incidentId: '01a71250-0400-7000-8000-000000000000',
    category: 'gas',
    hromadaCode: 'UA-7',
    demonstration: true,
    synthetic: false,
    occurredAt,
  } as Incident;
  const area = {
    occurredFrom: new Date(occurredAt.getTime() - DAY_MS),
    occurredTo: new Date(occurredAt.getTime() + DAY_MS),
    receivedTo: new Date(occurredAt.getTime() + 8 * DAY_MS),
    box: undefined,
    objects: {},
  };
  const { sql, values } = candidateStatement(subject, area, ['UA-OBLAST-7']);
  expect([...(await indexesOf(stored.database, sql, values))]).toEqual(['incident_of_oblast']);
});
