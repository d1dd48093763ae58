import { starostaDistricts } from '@safe-community/territory';
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
  const find = (text: string) => findDistrictByText(hromada, starostaDistricts(hromada.code), text);
  for (const text of ['стадницька', 'Stadnytska', ' СТАДНИЦЬКА', '0520687300']) {
    expect(find(text)).toMatchObject({ code: '0520687300', name: 'Стадницька' });
  }
  expect(() => find('Інша')).toThrow(/has no starosta district “Інша”[^]*0520655500 {2}Деснянська/);
});

test.each(["лук'янівська", 'Лукʼянівська', 'лукянівська', 'Lukianivska'])(
  'the spelling of an apostrophe makes no difference: %s',
  (text) => {
    const districts = [
      { code: '1', name: 'Інша' },
      { code: '2', name: 'Лук’янівська' },
    ];
    expect(findDistrictByText(findHromadaByText('Вінницька'), districts, text).code).toBe('2');
  },
);
