import { expect, test } from 'vitest';
import { describeHromada, findDistrictByText, findHromadaByText } from './find-place.ts';

test('a name in Ukrainian or Latin letters, or a code, finds a hromada', () => {
  for (const text of ['Вінницька', 'vinnytska', 'UA05020030000031457']) {
    expect(findHromadaByText(text).code).toBe('UA05020030000031457');
  }
  expect(describeHromada(findHromadaByText('Вінницька'))).toBe(
    'Вінницька міська громада, Вінницький район, Вінницька область (Vinnytska)',
  );
  expect(describeHromada(findHromadaByText('Київ'))).toBe('місто Київ (Kyiv)');
});

test('an ambiguous name lists the candidates with code, raion, and oblast', () => {
  expect(() => findHromadaByText('Миколаївська')).toThrow(
    /^“Миколаївська” is the name of 8 hromadas; use a code:\n {2}UA12020090000044548 {2}Миколаївська сільська громада, Дніпровський район, Дніпропетровська область/,
  );
});

test('an unknown name is reported', () => {
  expect(() => findHromadaByText('Атлантида')).toThrow('No hromada has the code or name “Атлантида”.');
});

test('a starosta district is found by code or name; otherwise the districts of the hromada are listed', () => {
  const hromada = findHromadaByText('Вінницька');
  expect(findDistrictByText(hromada, 'стадницька').code).toBe('0520687300');
  expect(findDistrictByText(hromada, 'Stadnytska').code).toBe('0520687300');
  expect(findDistrictByText(hromada, '0520687300').name).toBe('Стадницька');
  expect(() => findDistrictByText(hromada, 'Інша')).toThrow(
    /has no starosta district “Інша”[^]*0520655500 {2}Деснянська/,
  );
});
