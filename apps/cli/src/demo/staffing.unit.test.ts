import { findHromada, findStarostaDistrict, outsideControlIn2021 } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { planCommunityOfficers } from './community-officers.ts';
import { planPatrolUnits } from './patrol-units.ts';

const officers = planCommunityOfficers();

test('632 officers serve 372 hromadas, 260 of them in starosta districts', () => {
  const districts = officers.filter(({ starostaDistrictCode }) => starostaDistrictCode !== '');
  expect(officers).toHaveLength(632);
  expect(new Set(officers.map(({ hromadaCode }) => hromadaCode)).size).toBe(372);
  expect(districts).toHaveLength(260);
  expect(officers).toEqual(planCommunityOfficers());
});

test('beats, service numbers, and phone numbers are unique', () => {
  const distinct = (key: (officer: (typeof officers)[number]) => string) => new Set(officers.map(key)).size;
  expect(distinct(({ hromadaCode, starostaDistrictCode }) => `${hromadaCode}/${starostaDistrictCode}`)).toBe(632);
  expect(distinct(({ serviceNumber }) => serviceNumber)).toBe(632);
  expect(distinct(({ phone }) => phone)).toBe(632);
});

test('every beat exists and was under government control in 2021, and districts are in large hromadas', () => {
  for (const { hromadaCode, starostaDistrictCode } of officers) {
    const hromada = findHromada(hromadaCode);
    expect(hromada && !outsideControlIn2021(hromada) && hromada.kind !== 'special-city').toBe(true);
    if (starostaDistrictCode === '') continue;
    expect(findStarostaDistrict(starostaDistrictCode)?.hromadaCode).toBe(hromadaCode);
    expect(hromada?.population).toBeGreaterThanOrEqual(50_000);
  }
});

test('the hromadas are spread over all 24 oblasts in proportion to their number', () => {
  const whole = officers.filter(({ starostaDistrictCode }) => starostaDistrictCode === '');
  const byOblast = Map.groupBy(whole, ({ hromadaCode }) => hromadaCode.slice(2, 4));
  expect(byOblast.size).toBe(24);
  // Vinnytska has 63 of the 1,438 hromadas under control.
  expect(byOblast.get('05')).toHaveLength(16);
});

test('phone and service numbers have the format of the registry, and the phone numbers are unassigned', () => {
  for (const { phone, serviceNumber, fullName } of officers) {
    expect(phone).toMatch(/^\+38000\d{7}$/);
    expect(serviceNumber).toMatch(/^[A-Z0-9-]{3,20}$/);
    expect(fullName.split(' ')).toHaveLength(3);
  }
});

test('24 oblasts and Kyiv have patrol units of 24 to 120, about 1,500 in all', () => {
  const units = planPatrolUnits();
  expect(units).toHaveLength(25);
  expect(new Set(units.map(({ oblastCode }) => oblastCode)).size).toBe(25);
  const strengths = units.map(({ officers }) => officers.length);
  expect(Math.min(...strengths)).toBeGreaterThanOrEqual(24);
  expect(Math.max(...strengths)).toBeLessThanOrEqual(120);
  const all = strengths.reduce((sum, strength) => sum + strength, 0);
  expect(all).toBeGreaterThan(1_400);
  expect(all).toBeLessThan(1_600);
  expect(units).toEqual(planPatrolUnits());
});

test('each unit hands out cameras to 87 to 98 of 100 officers and keeps some in stock', () => {
  for (const { officers, equipped, serialNumbers } of planPatrolUnits()) {
    expect(equipped / officers.length).toBeGreaterThan(0.87);
    expect(equipped / officers.length).toBeLessThan(0.98);
    expect(serialNumbers.length).toBeGreaterThan(equipped);
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
