import { expect, test } from 'vitest';
import { cityOfDistrict, districtsOfCity, withCityDistricts } from './city-districts.ts';
import { allSettlements, findSettlement } from './settlements.ts';

const KHARKIV = 'UA63120270010096107';
const KHARKIV_HROMADA = 'UA63120270000028556';
const INDUSTRIALNYI = 'UA63120270010158723';
const HOLOSIIVSKYI_OF_KYIV = 'UA80000000000126643';

test('every city district outside of Kyiv and Sevastopol has its city, and the city has the district', () => {
  const districts = [...allSettlements()].filter(({ category }) => category === 'B');
  for (const { code, hromadaCode = '' } of districts) {
    const city = cityOfDistrict(code);
    if (hromadaCode.startsWith('UA80') || hromadaCode.startsWith('UA85')) expect(city).toBeUndefined();
    else {
      expect(findSettlement(city ?? '')).toMatchObject({ category: 'M', hromadaCode });
      expect(districtsOfCity(city ?? '')).toContain(code);
    }
  }
});

test('other units have neither a city nor districts', () => {
  expect([KHARKIV, KHARKIV_HROMADA, 'none'].map(cityOfDistrict)).toEqual([undefined, undefined, undefined]);
  expect([INDUSTRIALNYI, KHARKIV_HROMADA, 'none'].flatMap(districtsOfCity)).toEqual([]);
});

test('a beat of a city covers the districts without a beat of their own', () => {
  const beats = [{ unitCodes: [KHARKIV] }, { unitCodes: [INDUSTRIALNYI] }, { unitCodes: [KHARKIV_HROMADA] }];
  const [city, district, hromada] = withCityDistricts(beats);
  expect(city?.unitCodes).toHaveLength(9);
  expect(city?.unitCodes).toContain(KHARKIV);
  expect(city?.unitCodes).not.toContain(INDUSTRIALNYI);
  expect([district, hromada]).toEqual(beats.slice(1));
});

test('beats without a city stay as they are', () => {
  const beats = [{ unitCodes: [INDUSTRIALNYI] }, { unitCodes: [HOLOSIIVSKYI_OF_KYIV] }];
  expect(withCityDistricts(beats)).toBe(beats);
});
