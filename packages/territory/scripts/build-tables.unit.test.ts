import { describe, expect, test } from 'vitest';

import { councilProblems, hromadaProblems, repeated } from './check-rows.ts';
import { applyCorrections } from './corrections.ts';
import { renderCouncils, renderHromadas, renderSettlements } from './render-tables.ts';
import { readSettlements } from './settlement-rows.ts';

const ROW = {
  code: 'UA05020030000031457',
  name: 'Вінницька',
  kind: 'urban',
  centre: 'Вінниця',
  oblast_code: 'UA05000000000010236',
  oblast: 'Вінницька',
  raion_code: 'UA05020000000026686',
  raion: 'Вінницький',
  population_2022: '387439',
  latitude: '49.23202',
  longitude: '28.46797',
};
const CODIFIER = [
  'UA05000000000010236;;;;;O;Вінницька',
  'UA05000000000010236;UA05020000000026686;;;;P;Вінницький',
  'UA05000000000010236;UA05020000000026686;UA05020030000031457;;;H;Вінницька',
  'UA05000000000010236;UA05020000000026686;UA05020030000031457;UA05020030010063857;;M;Вінниця ',
  'UA05000000000010236;UA05020000000026686;UA05020030000031457;UA05020030020011111;;C;Гавришівка',
  'UA32000000000030281;;;;;O;Київська',
  'UA32000000000030281;UA32000000000030281;UA32000000000030281;UA32000000020050699;;M;Чорнобиль',
  'UA80000000000093317;;;;;K;Київ',
  'UA80000000000093317;UA80000000000093317;UA80000000000093317;UA80000000000093317;UA80000000000624772;B;Печерський',
];
const COUNCIL = { hromada_code: ROW.code, former_council_koatuu: '0520655500', name: 'Деснянська' };

describe('building the tables', () => {
  test('accepts valid rows', () => {
    expect(hromadaProblems(ROW)).toEqual([]);
    expect(councilProblems(COUNCIL, new Set([ROW.code]))).toEqual([]);
  });

  test.each([
    [{ code: 'UA0502003' }, 'code "UA0502003" is not the code of one hromada'],
    [{ code: 'UA05020030010063857' }, 'code "UA05020030010063857" is not the code of one hromada'],
    [{ code: 'UA05040030000031457' }, 'code is not inside raion UA05020000000026686'],
    [{ oblast_code: 'UA07000000000024379' }, 'raion is not inside oblast UA07000000000024379'],
    [{ kind: 'city' }, 'kind "city" is not one of rural, settlement, urban'],
    [{ population_2022: '0' }, 'population "0" is not a whole number above 0'],
    [{ population_2022: '' }, 'population "" is not a whole number above 0'],
    [{ latitude: '52.41' }, 'latitude "52.41" is outside Ukraine'],
    [{ longitude: '' }, 'longitude "" is outside Ukraine'],
    [{ name: 'Вiйтовецька' }, 'name "Вiйтовецька" is not a trimmed name in Ukrainian letters'],
    [{ centre: 'Вінниця ' }, 'centre "Вінниця " is not a trimmed name in Ukrainian letters'],
  ])('rejects a hromada with %j', (change, problem) => {
    expect(hromadaProblems({ ...ROW, ...change })).toEqual([problem]);
  });

  test.each([
    [{ hromada_code: 'UA05020010000053508' }, 'hromada_code "UA05020010000053508" is no hromada of the table'],
    [{ former_council_koatuu: '052065550' }, 'former_council_koatuu "052065550" is not 10 digits'],
    [{ former_council_koatuu: '0720655500' }, 'the council and its hromada lie in two oblasts'],
    [{ name: '' }, 'name "" is not a trimmed name in Ukrainian letters'],
  ])('rejects a council with %j', (change, problem) => {
    expect(councilProblems({ ...COUNCIL, ...change }, new Set([ROW.code]))).toEqual([problem]);
  });

  test('names duplicates', () => {
    expect(repeated(['a', 'b', 'a', 'c', 'b'])).toEqual(['a', 'b']);
  });

  test('corrects the published value, and fails when it has changed or is gone', () => {
    const raion = { code: ROW.raion_code, field: 'raion', published: 'Вінницький', carried: 'Інший' };
    const centre = { code: ROW.code, field: 'centre', published: 'Вінниця', carried: 'Інша' };
    expect(applyCorrections([ROW], [raion, centre])).toEqual({
      rows: [{ ...ROW, raion: 'Інший', centre: 'Інша' }],
      problems: [],
    });
    expect(ROW.centre).toBe('Вінниця');
    expect(
      applyCorrections(
        [ROW],
        [
          { ...centre, published: 'Була' },
          { ...centre, code: 'UA1' },
        ],
      ).problems,
    ).toEqual([
      'correction of UA05020030000031457 centre: expected "Була", the source has "Вінниця"',
      'correction of UA1 centre: no such row',
    ]);
  });

  test('writes each oblast and raion once, in code order, whatever the order of the rows', () => {
    const second = {
      ...ROW,
      code: 'UA05020050000066991',
      name: 'Вороновицька',
      kind: 'settlement',
      centre: 'Вороновиця',
    };
    const body = renderHromadas([second, ROW])
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(renderHromadas([ROW, second])).toBe(renderHromadas([second, ROW]));
    expect(body).toEqual([
      'UA05000000000010236\tВінницька',
      '\tUA05020000000026686\tВінницький',
      '\t\tUA05020030000031457\tu\t387439\t49.23202\t28.46797\tВінницька\tВінниця',
      '\t\tUA05020050000066991\ts\t387439\t49.23202\t28.46797\tВороновицька\tВороновиця',
      '',
    ]);
  });

  test('writes the councils of a hromada on one line', () => {
    const other = { ...COUNCIL, former_council_koatuu: '0520680800', name: 'Губинська Перша' };
    const body = renderCouncils([other, COUNCIL])
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(body).toEqual(['UA05020030000031457\t0520655500 Деснянська\t0520680800 Губинська Перша', '']);
  });

  test('writes the codifier’s settlements, special cities and districts, those of a hromada on one line', async () => {
    const { rows, problems } = await readSettlements(source(CODIFIER));
    expect(problems).toEqual([]);
    const body = renderSettlements(rows)
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(renderSettlements(rows.toReversed())).toBe(renderSettlements(rows));
    expect(body).toEqual([
      'UA05020030000031457\t0010063857M Вінниця\t0020011111C Гавришівка',
      'UA3200000\t0020050699M Чорнобиль',
      'UA80000000000093317\t0000093317K Київ\t0000624772B Печерський',
      '',
    ]);
  });

  test('fails on a rejected row of the codifier and on a name in other letters', async () => {
    const latin = CODIFIER.map((line) => line.replace('Гавришівка', 'Гавришiвка'));
    const { problems } = await readSettlements(source([...latin, 'UA05000000000010236;;;;;O;Вінницька']));
    expect(problems).toEqual([
      'UA05020030020011111: name "Гавришiвка" is not a trimmed name in Ukrainian letters',
      'codifier, line 10: UA05000000000010236 is already the code of line 1',
    ]);
  });
});

async function* source(lines: readonly string[]): AsyncGenerator<string> {
  yield lines.join('\r\n');
}
