import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { findHromada, findSettlement, findStarostaDistrict, publishedAsOccupied } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { planPatrolUnits } from './patrol-units.ts';
import { settlementsIn } from './served-hromadas.ts';
import { districtOf, isWhole, planStaffing, type PlannedBeat } from './staffing.ts';

const { officers, beats, exchange } = planStaffing();
const community = beats.filter(({ district }) => district === undefined);
const elsewhere = beats.filter(({ district }) => district !== undefined);
const served = community.filter(isWhole).map(({ hromadaCode }) => hromadaCode);
const parts = community.filter((beat) => !isWhole(beat));

test('632 officers serve 372 hromadas with 4,337 settlements and 6.4 million people, and 68 beats are vacant', () => {
  expect(community).toHaveLength(700);
  expect(community.filter(({ primary }) => primary === undefined)).toHaveLength(68);
  expect(new Set(community.map(({ hromadaCode }) => hromadaCode)).size).toBe(372);
  expect(served).toHaveLength(372);
  const hromadas = served.flatMap((code) => findHromada(code) ?? []);
  expect(hromadas.reduce((sum, hromada) => sum + settlementsIn(hromada).length, 0)).toBe(4_337);
  expect(hromadas.reduce((sum, { population }) => sum + population, 0) / 1e6).toBeCloseTo(6.4, 2);
});

test('the same plan every time', () => {
  expect(planStaffing()).toEqual({ officers, beats, exchange });
});

test('the hromadas are spread over all 24 oblasts in proportion to their number', () => {
  const byOblast = Map.groupBy(served, (code) => code.slice(2, 4));
  expect(byOblast.size).toBe(24);
  // Vinnytska has 63 of the 1,329 hromadas that are not occupied.
  expect(byOblast.get('05')).toHaveLength(18);
  expect(served).toContain('UA05020030000031457');
});

test('no beat is occupied, and district officers serve where no community officer does', () => {
  const isControlled = ({ hromadaCode }: PlannedBeat): boolean => {
    const hromada = findHromada(hromadaCode);
    return hromada !== undefined && !publishedAsOccupied().has(hromadaCode) && hromada.kind !== 'special-city';
  };
  expect(beats.every(isControlled)).toBe(true);
  expect(elsewhere).toHaveLength(957);
  expect(elsewhere.filter(({ hromadaCode }) => served.includes(hromadaCode))).toEqual([]);
});

test('a part of a large hromada is a starosta district, another part some settlements, and no unit is in two beats', () => {
  const units = parts.flatMap(({ unitCodes }) => unitCodes);
  expect(new Set(units).size).toBe(units.length);
  for (const beat of parts) {
    const isLarge = (findHromada(beat.hromadaCode)?.population ?? 0) >= 50_000;
    expect(districtOf(beat) !== '').toBe(isLarge);
    const hromadas = beat.unitCodes.map((code) => (findStarostaDistrict(code) ?? findSettlement(code))?.hromadaCode);
    expect(hromadas).toEqual(beat.unitCodes.map(() => beat.hromadaCode));
    expect([...beat.name].length).toBeGreaterThan(2);
  }
});

test('the centre of a hromada is left to the beat of the whole hromada', () => {
  const centres = parts.filter(({ hromadaCode, unitCodes }) => {
    const centre = findHromada(hromadaCode)?.centre;
    const first = settlementsIn({ code: hromadaCode }).find((code) => findSettlement(code)?.name === centre);
    return first !== undefined && unitCodes.includes(first);
  });
  expect(centres).toEqual([]);
});

test('deputies are primaries of other beats of the hromada, and one stands in for each officer on leave', () => {
  for (const { hromadaCode, primary, deputies } of community) {
    expect(deputies.length).toBeLessThanOrEqual(2);
    expect(deputies.includes(primary ?? (undefined as never))).toBe(false);
    for (const deputy of deputies) expect(deputy.hromadaCode).toBe(hromadaCode);
    if (primary?.state === OfficerState.ON_LEAVE) expect(deputies[0]?.state).toBe(OfficerState.ACTIVE);
  }
  expect(community.filter(({ deputies }) => deputies.length === 2).length).toBeGreaterThan(20);
  const vacant = community.filter(({ isVacant }) => isVacant);
  expect(vacant.every(({ deputies }) => deputies.length === 1)).toBe(true);
  expect(officers.filter(({ state }) => state === OfficerState.ON_LEAVE).length).toBeGreaterThan(10);
});

test('two active officers of one hromada will exchange their beats', () => {
  const [whole, part] = exchange ?? [];
  expect(whole?.hromadaCode).toBe(part?.hromadaCode);
  expect([whole?.primary?.state, part?.primary?.state]).toEqual([OfficerState.ACTIVE, OfficerState.ACTIVE]);
});

test('somebody is trained for each vacant beat, and others apply', () => {
  const countOf = (state: OfficerState) => officers.filter((officer) => officer.state === state).length;
  expect(countOf(OfficerState.TRAINING)).toBe(68);
  expect(countOf(OfficerState.SELECTION)).toBe(60);
  expect(countOf(OfficerState.CANDIDATE)).toBe(90);
});

test('service and phone numbers are unique, have the format of the registry, and the phone numbers are unassigned', () => {
  const patrol = planPatrolUnits().flatMap((unit) => unit.officers);
  const people = [...officers, ...patrol];
  expect(new Set(people.map(({ serviceNumber }) => serviceNumber)).size).toBe(people.length);
  expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length);
  for (const { phone, serviceNumber, fullName } of people) {
    expect(phone).toMatch(/^\+38000\d{7}$/);
    expect(serviceNumber).toMatch(/^[A-Z0-9-]{3,20}$/);
    expect(fullName.split(' ')).toHaveLength(3);
  }
  expect(new Set(officers.map(({ kind }) => kind))).toEqual(new Set([OfficerKind.COMMUNITY, OfficerKind.DISTRICT]));
});

test('24 oblasts and Kyiv have patrol units of 24 to 120, about 1,500 in all', () => {
  const units = planPatrolUnits();
  expect(units).toHaveLength(25);
  expect(new Set(units.map(({ oblastCode }) => oblastCode)).size).toBe(25);
  const strengths = units.map((unit) => unit.officers.length);
  expect(Math.min(...strengths)).toBeGreaterThanOrEqual(24);
  expect(Math.max(...strengths)).toBeLessThanOrEqual(120);
  const all = strengths.reduce((sum, strength) => sum + strength, 0);
  expect(all).toBeGreaterThan(1_400);
  expect(all).toBeLessThan(1_600);
  expect(units).toEqual(planPatrolUnits());
});

test('each unit hands out cameras to 87 to 98 of 100 officers and keeps some in stock', () => {
  for (const unit of planPatrolUnits()) {
    expect(unit.equipped / unit.officers.length).toBeGreaterThan(0.87);
    expect(unit.equipped / unit.officers.length).toBeLessThan(0.98);
    expect(unit.serialNumbers.length).toBeGreaterThan(unit.equipped);
  }
});

test('units have correct names in Ukrainian and English', () => {
  const names = planPatrolUnits().map(({ nameUk, nameEn }) => [nameUk, nameEn]);
  expect(names[0]).toEqual([
    'Управління патрульної поліції у Вінницькій області (демонстрація)',
    'Patrol police of Vinnytska oblast (demonstration)',
  ]);
  expect(names.at(-1)?.[0]).toBe('Управління патрульної поліції у місті Києві (демонстрація)');
});
