import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KYIV, VINNYTSKA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readFigures, type FigureRequest } from '../figures/module.ts';
import type { OfficerState } from './officer-state.ts';
import { saveStages, type OfficerStage } from './stages.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const [ANNA, BOHDAN] = [randomUUID(), randomUUID()];

test('officers count in the state that they had at the end of a day, in any order of events', async () => {
  await save(
    entered(BOHDAN, 'active', '2026-03-01T09:00:00Z', { oblastCode: KYIV }),
    // In Kyiv, summer time began on this day: its last moment is 20:59:59 UTC.
    entered(ANNA, 'active', '2026-03-29T20:59:59Z'),
    entered(ANNA, 'training', '2026-02-10T09:00:00Z'),
    entered(ANNA, 'on_leave', '2026-03-30T21:00:00Z'),
  );
  // The same again.
  await save(entered(ANNA, 'training', '2026-02-10T09:00:00Z'));
  const perDay = { groupBy: ['day'], from: '2026-03-28', to: '2026-04-01' } as const;
  const active = await read(['community_officers_active'], perDay);
  expect(active.map(({ from, value }) => [from, value])).toEqual([
    ['2026-03-28', 1],
    ['2026-03-29', 2],
    ['2026-03-30', 2],
    ['2026-03-31', 1],
    ['2026-04-01', 1],
  ]);
  const stages = ['community_officers_training', 'community_officers_on_leave', 'district_officers_active'];
  const byMonth = await read(stages, { groupBy: ['territory', 'month'], territory: { level: 'oblast' } });
  expect(byMonth.map(({ measure, territoryCode, from, value }) => [measure, territoryCode, from, value])).toEqual([
    ['community_officers_training', VINNYTSKA, '2026-02-01', 1],
    ['community_officers_on_leave', VINNYTSKA, '2026-03-01', 1],
    ['community_officers_on_leave', VINNYTSKA, '2026-04-01', 1],
  ]);
});

test('as known on a day, a state that was recorded later does not count', async () => {
  const officerId = randomUUID();
  const of = async (knownOn: string) => {
    const more = { from: '2025-03-01', to: '2025-03-31', groupBy: ['month'], knownOn } as const;
    const figures = await read(['patrol_officers_active'], more);
    return figures.map(({ to, value }) => [to, value]);
  };
  await save(
    entered(officerId, 'active', '2025-03-01T09:00:00Z', { kind: 'patrol' }),
    // Recorded a month late.
    entered(officerId, 'dismissed', '2025-03-10T09:00:00Z', { kind: 'patrol', knownOn: '2025-04-10' }),
  );
  expect(await of('2025-04-09')).toEqual([['2025-03-31', 1]]);
  expect(await of('2025-04-10')).toEqual([]);
  // The whole month is asked for; of the days after that of the knowledge nothing is known.
  expect(await of('2025-03-05')).toEqual([['2025-03-31', 1]]);
  expect(await of('2025-02-28')).toEqual([]);
});

test('days in the future have no figures', async () => {
  const future = { from: '2026-05-01', to: '2026-06-30', groupBy: ['month'] } as const;
  expect((await read(['community_officers_active'], future)).map(({ from }) => from)).toEqual(['2026-05-01']);
});

function save(...stages: readonly OfficerStage[]): Promise<unknown> {
  return inOneGo(own.database, saveStages(stages));
}

function entered(
  officerId: string,
  state: OfficerState,
  since: string,
  more: Partial<OfficerStage> = {},
): OfficerStage {
  const plain = { kind: 'community', oblastCode: VINNYTSKA } as const;
  const knownOn = since.slice(0, 10);
  return { knownOn, officerId, since: new Date(since), state, ...plain, ...more };
}

async function read(measures: readonly string[], more: Partial<FigureRequest>) {
  const figures = await readFigures(own.database.em.fork(), {
    measures,
    from: '2026-01-01',
    to: '2026-04-30',
    territory: { level: 'country' },
    groupBy: [],
    territoryAsOf: 'event',
    today: '2026-05-20',
    ...more,
  });
  return figures.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
}
