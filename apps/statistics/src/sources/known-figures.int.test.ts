import { inOneGo, rows } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { readFilledOf, readPlaces, type Figure } from '../figures/module.ts';
import { hear } from '../heard/heard.store.ts';
import { added, countIncidents, harmOf, openOutcome } from '../incidents/incident-count.ts';
import { addIncidents } from '../incidents/incidents.store.ts';
import { MATTERS, type Matter } from './declaration.ts';
import { insertDeclaration } from './declarations.store.ts';

const FIRST = '2021-11-01';
const DAYS = 6;
const TODAY = '2021-11-30';
const HROMADAS = [VINNYTSIA, 'UA05020170000049432', 'UA05040110000042036'];
const CATEGORIES = ['road_crash', 'fire'] as const;
const SOURCES = ['centre', 'export'];
const MEASURES: readonly (readonly [name: 'incidents' | 'killed' | 'outcomes_open', matter: Matter])[] = [
  ['incidents', 'incidents'],
  ['killed', 'casualties'],
  ['outcomes_open', 'incidents'],
];

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const day = fc.integer({ min: 0, max: DAYS - 1 });
const history = fc.record({
  heard: fc.subarray(SOURCES),
  declarations: fc.array(
    fc.record({
      source: fc.constantFrom(...SOURCES),
      matters: fc.subarray([...MATTERS], { minLength: 1 }),
      categories: fc.subarray([...CATEGORIES], { minLength: 1 }),
      territoryCodes: fc.subarray([VINNYTSKA, ...HROMADAS], { minLength: 1 }),
      first: day,
    }),
    { maxLength: 3 },
  ),
  incidents: fc.array(
    fc.record({
      category: fc.constantFrom(...CATEGORIES),
      hromada: fc.constantFrom(...HROMADAS),
      day,
      // Undefined: nobody has stated it yet.
      killed: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    }),
    { maxLength: 6 },
  ),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever is declared, heard, and reported, a figure is what a plain model says: never 0 where it is not known', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      await write(given);
      expect(await known()).toEqual(modelOf(given));
    }),
    { numRuns: 40, seed: Date.now() | 0 },
  );
});

test('an incident of one category changes nothing that is known of another', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...HROMADAS), day, async (given, hromada, on) => {
      await write(given);
      const before = await known();
      await count([{ category: 'fire', hromada, day: on, killed: 1 }]);
      const isOfCrashes = (line: string) => line.includes(' road_crash ');
      expect((await known()).filter(isOfCrashes)).toEqual(before.filter(isOfCrashes));
    }),
    { numRuns: 20, seed: Date.now() | 0 },
  );
});

async function write({ heard, declarations, incidents }: History): Promise<void> {
  const { database } = own;
  await forgetEffects(database, 'incidents');
  await rows(
    database.em.fork(),
    `update source_declaration set last_day = first_day - 1, ended_on = first_day, ended_said_by = 'a test'`,
  );
  await rows(database.em.fork(), 'update source_revision set version = gen_random_uuid()');
  await inOneGo(database, hear(heard.map((source) => ({ source, day: FIRST, knownOn: FIRST }))));
  await database.em.fork().transactional(async (tx) => {
    for (const { first, ...declaration } of declarations) {
      const texts = { titleUk: '', titleEn: '', saidBy: '', endedSaidBy: undefined, lastDay: undefined, lagDays: 0 };
      const declared = { ...declaration, ...texts, declarationId: randomUUID(), firstDay: addDays(FIRST, first) };
      await insertDeclaration(tx, declared, { caller: 'tests', at: new Date(), today: FIRST });
    }
  });
  await count(incidents);
}

async function count(incidents: History['incidents']): Promise<void> {
  const counted = incidents.map(({ category, hromada, day: on, killed }) => {
    const casualties = killed === undefined ? undefined : { ...NOBODY, killed };
    return {
      category,
      day: addDays(FIRST, on),
      knownOn: addDays(FIRST, on),
      channel: undefined,
      detail: undefined,
      schoolMatter: undefined,
      hromadaCode: hromada,
      oblastCode: VINNYTSKA,
      growth: added(harmOf(casualties) ?? expect.fail(), openOutcome(category, casualties)),
    };
  });
  await inOneGo(own.database, addIncidents(countIncidents(counted), TODAY));
}

const NOBODY = {
  killed: 0,
  injured: 0,
  childrenKilled: 0,
  childrenInjured: 0,
  defendersKilled: 0,
  defendersInjured: 0,
};

/** A line for each measure, category, place, and day of which anything is known. */
async function known(): Promise<string[]> {
  const tx = own.database.em.fork();
  const lines: string[] = [];
  for (const category of CATEGORIES) {
    const request = {
      measures: MEASURES.map(([name]) => name),
      from: FIRST,
      to: addDays(FIRST, DAYS - 1),
      territory: { codes: [VINNYTSKA, ...HROMADAS] },
      groupBy: ['territory', 'day'],
      category,
      territoryAsOf: 'event',
      today: TODAY,
    } as const;
    const { gazetteer, mergers } = await readPlaces(tx, undefined);
    const wanted = { units: gazetteer.unitsOf(request.territory), mergers };
    for (const { measure, territoryCode, from, value, coverage } of await readFilledOf(tx, request, wanted)) {
      lines.push([measure, category, territoryCode, from, value, coverage?.completeness].join(' '));
    }
  }
  return lines.toSorted();
}

function modelOf({ heard, declarations, incidents }: History): string[] {
  const lines: string[] = [];
  for (const [measure, matter] of MEASURES) {
    for (const category of CATEGORIES) {
      for (const territory of [VINNYTSKA, ...HROMADAS]) {
        for (let on = 0; on < DAYS; on += 1) {
          const own = incidents.filter(
            (each) => each.category === category && each.day === on && [VINNYTSKA, each.hromada].includes(territory),
          );
          const value = own.reduce((sum, each) => sum + valueOf(measure, each), 0);
          const isWhole = declarations.some(
            (each) =>
              heard.includes(each.source) &&
              each.matters.includes(matter) &&
              each.categories.includes(category) &&
              [VINNYTSKA, territory].some((code) => each.territoryCodes.includes(code)) &&
              each.first <= on,
          );
          if (!isWhole && value === 0) continue;
          const completeness: NonNullable<Figure['coverage']>['completeness'] = isWhole ? 'complete' : 'incomplete';
          lines.push([measure, category, territory, addDays(FIRST, on), value, completeness].join(' '));
        }
      }
    }
  }
  return lines.toSorted();
}

function valueOf(measure: 'incidents' | 'killed' | 'outcomes_open', { killed }: History['incidents'][number]): number {
  if (measure === 'incidents') return 1;
  return measure === 'killed' ? (killed ?? 0) : Number(killed === undefined);
}
