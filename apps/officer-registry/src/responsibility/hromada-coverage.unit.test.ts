import { decidedDistricts } from '@safe-community/domain-kit';
import { hromadas } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { BEAT } from '../../test/an-assignment.ts';
import { requiredBeats, type BeatNorm } from '../beats/norm.ts';
import type { Duty } from './duty.ts';
import { historyWith } from '../territory/territory-change.store.ts';
import type { TerritoryChange } from '../territory/history.ts';
import type { Directory } from './directory.adapter.ts';
import { coverageAt } from './covered-hromadas.ts';
import { coverageOf, withParts, type HromadaCoverage, type PopulatedHromada } from './hromada-coverage.ts';

const NOW = new Date('2026-05-01T08:00:00Z');
const HROMADA: PopulatedHromada = { code: 'H', name: 'Громада', oblastCode: 'O', kind: 'rural', population: 17_127 };
const DUTY: Duty = {
  officerId: 'an-officer',
  beatId: 'beat',
  role: 'primary',
  active: true,
  deputyOrder: 0,
  startsAt: new Date('2026-01-01T08:00:00Z'),
  endsAt: undefined,
  beat: { hromadaCode: 'H', starostaDistrictCode: '' },
  unitCodes: ['S'],
  state: 'active',
};
const OF_DAY = {
  name: 'Громада',
  eligibility: {
    eligible: true,
    status: 'controlled' as const,
    statusSince: '',
    isSinceExact: false,
    since: '',
    successorCode: '',
  },
  districtOf: () => undefined,
  now: NOW,
};

test.each<[string, { isWhole?: boolean; staffed: boolean }[], number, number]>([
  ['one staffed beat where the norm requires three', [{ staffed: true }], 3, 5_709],
  ['two staffed beats of three', [{ staffed: true }, { staffed: true }, { staffed: false }], 2, 11_418],
  ['as many staffed beats as required', [{ staffed: true }, { staffed: true }], 2, 17_127],
  ['a staffed beat of the whole hromada', [{ isWhole: true, staffed: true }, { staffed: false }], 3, 17_127],
  ['a vacant beat of the whole hromada', [{ isWhole: true, staffed: false }, { staffed: true }], 2, 8_563],
  ['no beat and no norm', [], 0, 0],
])('estimates how many people are covered: %s', (_, beats, required, populationCovered) => {
  const staffed = beats.map(({ isWhole = false, staffed: isStaffed }) => ({
    beat: { ...BEAT, isWhole },
    duties: isStaffed ? [DUTY] : [],
  }));
  expect(coverageOf(HROMADA, staffed, { ...OF_DAY, required })).toMatchObject({ populationCovered });
});

test.each<[string, string[], string | undefined, number]>([
  ['a settlement of the district', ['S'], 'D', 17_127],
  ['a settlement of another district', ['S'], 'X', 8_563],
  ['a settlement of which nothing is decided', ['S'], undefined, 8_563],
  ['a settlement of the district and another unit', ['S', 'X'], 'D', 8_563],
])('the staffed beat of a starosta district also serves the vacant beat of %s', (_, unitCodes, district, people) => {
  const beats = [
    { beat: { ...BEAT, unitCodes: ['D'] }, duties: [DUTY] },
    { beat: { ...BEAT, unitCodes }, duties: [] },
  ];
  const districtOf = (code: string) => (code === 'S' ? district : undefined);
  const coverage = coverageOf(HROMADA, beats, { ...OF_DAY, required: 2, districtOf });
  expect(coverage).toMatchObject({ beats: 2, staffed: 1, populationCovered: people });
});

const NORM: BeatNorm = {
  peopleRural: 6_000,
  peopleUrban: 7_000,
  largePopulation: undefined,
  validFrom: new Date('2017-07-28T00:00:00Z'),
  source: 'наказ',
  status: 'confirmed',
};
const NOTHING_ASSIGNED: Pick<Directory, 'beats' | 'districts' | 'dutiesOn'> = {
  beats: () => [],
  districts: () => decidedDistricts([]),
  dutiesOn: () => [],
};

function coverageOn(day: string, changes: readonly TerritoryChange[]) {
  const now = new Date(`${day}T10:00:00Z`);
  return coverageAt(NOTHING_ASSIGNED, { norm: undefined, history: historyWith(changes), now })(HROMADA);
}

function change(given: Partial<TerritoryChange>): TerritoryChange {
  const nothing = { formerName: '', name: '', successorCode: '' };
  return {
    code: 'H',
    kind: 'occupied',
    effectiveOn: '2024-01-01',
    isExact: true,
    source: 'указ',
    ...nothing,
    ...given,
  };
}

test('after a merger, the staffed beat of the whole successor covers the merged hromada as well', () => {
  const row = (...staffed: boolean[]) =>
    coverageOf(
      HROMADA,
      staffed.map((isStaffed) => ({ beat: { ...BEAT, isWhole: true }, duties: isStaffed ? [DUTY] : [] })),
      { ...OF_DAY, required: 3 },
    );
  const covered = (own: HromadaCoverage, part: HromadaCoverage) => withParts(own, [part], () => 6).populationCovered;
  expect(covered(row(true), row())).toBe(2 * HROMADA.population);
  expect(covered(row(), row(true))).toBe(HROMADA.population);
});

test('shows the name of the day', () => {
  const renamed = change({ kind: 'renamed', effectiveOn: '2025-01-01', formerName: 'Громада', name: 'Нова' });
  expect(coverageOn('2024-12-31', [renamed]).name).toBe('Громада');
  expect(coverageOn('2025-01-01', [renamed]).name).toBe('Нова');
});

test('from the day of its merger on, a hromada has nothing, because its successor has it', () => {
  const [old, last] = hromadas().slice(0, 2);
  if (old === undefined || last === undefined) throw new Error('the table has hromadas');
  const merged = change({ code: old.code, kind: 'merged', effectiveOn: '2026-05-01', successorCode: last.code });
  const history = historyWith([merged]);
  const rowsAt = (instant: string) => {
    const coverage = coverageAt(NOTHING_ASSIGNED, { norm: NORM, history, now: new Date(instant) });
    return [coverage(old), coverage(last)];
  };
  const people = (instant: string) => rowsAt(instant).reduce((total, { hromada }) => total + hromada.population, 0);
  expect(rowsAt('2026-04-30T20:59:59.999Z')).toMatchObject([{ hromada: old }, { hromada: last }]);
  expect(rowsAt('2026-04-30T21:00:00Z')).toMatchObject([
    { hromada: { population: 0 }, required: 0, successorCode: last.code, since: '2026-05-01' },
    { hromada: { population: old.population + last.population }, successorCode: '' },
  ]);
  expect(people('2026-04-30T21:00:00Z')).toBe(people('2026-04-30T20:59:59.999Z'));
});

test.each<[string, PopulatedHromada['kind'], number, number, number]>([
  ['two small ones need one beat together', 'rural', 2_000, 2_000, 1],
  ['the norm of towns counts in an urban successor', 'urban', 7_000, 7_000, 2],
  ['the norm of villages counts in a rural successor', 'rural', 7_000, 7_000, 3],
])('what the norm requires after a merger: %s', (_, kind, own, other, required) => {
  const row = (population: number, of: PopulatedHromada['kind']) =>
    coverageOf({ ...HROMADA, population, kind: of }, [], { ...OF_DAY, required: 1 });
  const requiredBy = (hromada: PopulatedHromada) => requiredBeats({ ...hromada }, NORM);
  expect(withParts(row(own, kind), [row(other, 'settlement')], requiredBy)).toMatchObject({
    hromada: { population: own + other },
    required,
  });
});

test.each([
  ['2023-12-31', '', 'controlled'],
  ['2024-01-01', '2024-01-01', 'frontline'],
  ['2025-05-31', '2024-01-01', 'frontline'],
  ['2025-06-01', '2024-01-01', 'occupied'],
  ['2025-08-01', '', 'liberated'],
  ['2025-09-01', '2025-09-01', 'frontline'],
  ['2025-10-01', '2025-09-01', 'frontline'],
])('on %s, the programme has not applied since %j: %s', (day, since, status) => {
  const changes = [
    change({ kind: 'frontline', effectiveOn: '2024-01-01' }),
    change({ kind: 'occupied', effectiveOn: '2025-06-01' }),
    change({ kind: 'liberated', effectiveOn: '2025-08-01' }),
    change({ kind: 'frontline', effectiveOn: '2025-09-01' }),
    change({ kind: 'merged', effectiveOn: '2025-10-01', successorCode: 'N' }),
  ];
  expect(coverageOn(day, changes)).toMatchObject({ eligible: since === '', since, status });
});
