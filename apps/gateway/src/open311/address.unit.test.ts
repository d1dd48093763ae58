import { expect, test } from 'vitest';
import { placeOfAddress, placeOfCode } from './address.adapter.ts';

const VINNYTSKA = 'UA05020030000031457';
const VINNYTSIA = 'UA05020030010063857';
const KYIV = 'UA80000000000093317';

test.each([
  ['вул. Соборна, 5, м. Вінниця, Вінницька область', { hromadaCode: VINNYTSKA, settlementCode: VINNYTSIA }],
  ['Soborna 5, Vinnytsia, Vinnytska oblast, Ukraine', { hromadaCode: VINNYTSKA, settlementCode: VINNYTSIA }],
  ['Вінниця', { hromadaCode: VINNYTSKA, settlementCode: VINNYTSIA }],
  ['Хрещатик, 1, Шевченківський район, Київ, 01001, Україна', { hromadaCode: KYIV, settlementCode: '' }],
  ['вул. Дерибасівська, 1, Одеса', { hromadaCode: 'UA51100270000073549', settlementCode: 'UA51100270010076757' }],
  ['за сільрадою, Вінницька громада, Вінницька обл.', { hromadaCode: VINNYTSKA, settlementCode: '' }],
])('"%s" names one place', (address, place) => {
  expect(placeOfAddress(address)).toEqual(place);
});

test('a village is found by the hromada, raion, or oblast behind it', () => {
  const named = placeOfAddress('с. Стрижавка, Вінницький район, Вінницька область');
  expect(named?.hromadaCode).toMatch(/^UA0502/);
  expect(placeOfAddress('с. Стрижавка, Київська область')?.hromadaCode).not.toBe(named?.hromadaCode);
});

test.each([
  'вул. Соборна, 5',
  'Миколаївка',
  'Він',
  'Paris',
  'Вінницька область',
  '',
  ',',
  'Вінниця, Львівська область',
])('"%s" names none, or several', (address) => {
  expect(placeOfAddress(address)).toBeUndefined();
});

test('a code is that of a hromada, a city, or a settlement', () => {
  expect(placeOfCode(VINNYTSKA)).toEqual({ hromadaCode: VINNYTSKA, settlementCode: '' });
  expect(placeOfCode(KYIV)).toEqual({ hromadaCode: KYIV, settlementCode: '' });
  expect(placeOfCode(VINNYTSIA)).toEqual({ hromadaCode: '', settlementCode: VINNYTSIA });
  for (const code of ['UA05000000000010236', 'UA00000000000000000', '', 'x']) expect(placeOfCode(code)).toBeUndefined();
});
