import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findHromada, findSettlement, hromadas, specialCities, transliterate } from '../index.ts';
import { similarPlaces } from './index.ts';
import { foldLetters } from '../spelling.ts';
import { formerNames } from './former-names.ts';

const nameOf = (code: string): string | undefined => findHromada(code)?.name ?? findSettlement(code)?.name;
const first = (text: string): string | undefined => nameOf(similarPlaces(text)[0]?.code ?? '');
const CENTRES = [...hromadas(), ...specialCities()];

describe('a name in Russian or Latin spelling', () => {
  test.each([
    ['Винница', 'Вінниця'],
    ['Харьков', 'Харків'],
    ['Киев', 'Київ'],
    ['Одесса', 'Одеса'],
    ['Запорожье', 'Запоріжжя'],
    ['Николаев', 'Миколаїв'],
    ['Львов', 'Львів'],
    ['Чернигов', 'Чернігів'],
    ['Кривой Рог', 'Кривий Ріг'],
    ['Ровно', 'Рівне'],
    ['Белая Церковь', 'Біла Церква'],
    ['Ивано-Франковск', 'Івано-Франківськ'],
    ['Каменец-Подольский', 'Кам’янець-Подільський'],
    ['Vinnytsia', 'Вінниця'],
    ['Vinnitsa', 'Вінниця'],
    ['Kyiv', 'Київ'],
    ['Kiev', 'Київ'],
    ['Kharkiv', 'Харків'],
    ['Kharkov', 'Харків'],
    ['Lviv', 'Львів'],
    ['Lvov', 'Львів'],
    ['Odesa', 'Одеса'],
    ['Odessa', 'Одеса'],
    ['Dnipro', 'Дніпро'],
    ['Kryvyi Rih', 'Кривий Ріг'],
    ['Krivoy Rog', 'Кривий Ріг'],
    ['Zaporozhye', 'Запоріжжя'],
    ['Nikolayev', 'Миколаїв'],
    // Latin letters of another keyboard layout among Cyrillic ones.
    ['Вiнниця', 'Вінниця'],
    ['Kaм’янське', 'Кам’янське'],
  ])('"%s" is %s', (text, name) => {
    expect(first(text)).toBe(name);
  });

  test('Kiev is the city', () => {
    for (const text of ['Киев', 'Kiev', 'город Киев', 'г. Киев']) {
      expect(similarPlaces(text)[0]).toMatchObject({ code: 'UA80000000000093317', distance: 0 });
    }
  });
});

describe('a name with a mistake', () => {
  test.each([
    ['Винниця', 'Вінниця'],
    ['Вінницяя', 'Вінниця'],
    ['Вінинця', 'Вінниця'],
    ['Він-ниця', 'Вінниця'],
    ['Кам янка', 'Кам’янка'],
    ['Кам"янка', 'Кам’янка'],
    ['Полатва', 'Полтава'],
    ['Кропивницкий', 'Кропивницький'],
    ['Кропивнийцкі', 'Кропивницький'],
    ['смт Гостомил', 'Гостомель'],
  ])('"%s" may be %s', (text, name) => {
    expect(first(text)).toBe(name);
  });

  test('words of three letters, and texts that are like nothing, find nothing', () => {
    for (const text of ['', ' ', 'zzz', 'абв', 'Xyzzy plugh', '__proto__', '\0', '1', '<script>']) {
      expect(similarPlaces(text)).toEqual([]);
    }
  });

  test('any one edit of the name of a centre finds it among the first ten, unless another name is as near', () => {
    const long = CENTRES.filter(({ centre }) => foldLetters(centre).length >= 5);
    const letters = fc.constantFrom(...'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя');
    const kinds = fc.constantFrom('left out', 'added', 'replaced', 'exchanged');
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), letters, kinds, ({ centre, code }, where, letter, kind) => {
        const at = where % centre.length;
        const [start, end] = [centre.slice(0, at), centre.slice(at)];
        const edited = {
          'left out': start + end.slice(1),
          added: start + letter + end,
          replaced: start + letter + end.slice(1),
          exchanged: start + end.charAt(1) + end.charAt(0) + end.slice(2),
        }[kind];
        const found = similarPlaces(edited);
        const rank = found.findIndex((place) => hromadaOf(place.code) === code && nameOf(place.code) === centre);
        expect(rank).toBeGreaterThanOrEqual(0);
        expect(found[rank]?.distance).toBeLessThanOrEqual(1);
        // Nothing but other names may stand in its way.
        expect(found.slice(0, rank).filter((place) => nameOf(place.code) === centre).length).toBeLessThan(10);
      }),
      { numRuns: 300 },
    );
  });
});

function hromadaOf(code: string): string | undefined {
  return findHromada(code)?.code ?? findSettlement(code)?.hromadaCode;
}

test('the Latin name of the centre of every hromada sounds like it', () => {
  for (const { code, centre } of CENTRES) {
    const text = transliterate(centre);
    const found = similarPlaces(text).filter((place) => hromadaOf(place.code) === code);
    expect([text, found[0]?.distance]).toEqual([text, 0]);
  }
  expect(similarPlaces('Kalmiuska')[0]?.distance).toBe(0);
});

describe('former names', () => {
  test.each([
    ['Дніпропетровськ', 'Дніпро', '2016-05-19'],
    ['Днепропетровск', 'Дніпро', '2016-05-19'],
    ['Dnipropetrovsk', 'Дніпро', '2016-05-19'],
    ['Кіровоград', 'Кропивницький', '2016-07-14'],
    ['Комсомольск', 'Горішні Плавні', '2016-05-19'],
    ['Artemivsk', 'Бахмут', '2016-02-04'],
    ['Новоград-Волинський', 'Звягель', '2022-11-16'],
    ['м. Червоноград', 'Шептицький', '2024-09-19'],
    ['Новомосковск', 'Самар', '2024-09-19'],
    ['Первомайський', 'Златопіль', '2024-09-19'],
    ['Володимир-Волинський', 'Володимир', undefined],
  ])('"%s" is now %s', (text, name, renamedOn) => {
    const place = similarPlaces(text).find(({ former }) => former !== undefined);
    expect([nameOf(place?.code ?? ''), place?.former?.renamedOn]).toEqual([name, renamedOn]);
  });

  test('each is of a settlement that has another name now, and a day only of an act that was seen', () => {
    expect(formerNames().length).toBeGreaterThan(40);
    for (const { code, name, renamedOn, source } of formerNames()) {
      expect(nameOf(code)).toBeDefined();
      expect(nameOf(code)).not.toBe(name);
      if (renamedOn !== undefined) expect(source).toContain(renamedOn.split('-').toReversed().join('.'));
      if (source.includes('not seen')) expect(renamedOn).toBeUndefined();
    }
  });
});
