import { findHromada, placedSettlements, transliterate } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { drawPlace } from './place-map.page.ts';
import { whereIs } from './where-is.page.ts';

const VINNYTSIA = 'UA05020030000031457';
const TEXTS = { id: 'x', title: 'T', description: 'D' } as const;

test('names settlements in the language of the page, and draws nothing without borders', () => {
  const [centre] = placedSettlements(VINNYTSIA);
  const name = centre?.settlement.name ?? '';
  expect(drawPlace(VINNYTSIA, [], { ...TEXTS, language: 'uk' })?.svg).toContain(`>${name}<`);
  expect(drawPlace(VINNYTSIA, [], { ...TEXTS, language: 'en' })?.svg).toContain(`>${transliterate(name)}<`);
  expect(drawPlace('UA01020030000000000', [], { ...TEXTS, language: 'uk' })).toBeUndefined();
});

test.each([
  [0, 0, 'біля середини: місто Вінниця', 'near the middle of Vinnytsia (city)'],
  [0.0135, 0, 'близько 1,5 км на північ від середини: місто Вінниця', 'about 1.5 km to the north of the middle of'],
  [0, 0.0135, 'близько 1 км на схід від середини: місто Вінниця', 'about 1 km to the east of the middle of'],
  [-0.01, -0.0153, 'близько 1,5 км на південний захід від', 'about 1.5 km to the south-west of'],
  [0.0135, -0.002, 'близько 1,5 км на північ від', 'about 1.5 km to the north of'],
])('a point %d and %d degrees from the middle is told from there', (north, east, uk, en) => {
  const { latitude, longitude } = placedSettlements(VINNYTSIA)[0]?.point ?? findHromada(VINNYTSIA)!;
  const point = { latitude: latitude + north, longitude: longitude + east };
  expect(whereIs(point, VINNYTSIA, 'uk')?.replaceAll('\u00A0', ' ')).toContain(uk);
  expect(whereIs(point, VINNYTSIA, 'en')?.replaceAll('\u00A0', ' ')).toContain(en);
});

test('where no settlement is known, nothing is said', () => {
  expect(whereIs({ latitude: 45, longitude: 34 }, 'UA01020030000000000', 'uk')).toBeUndefined();
});
