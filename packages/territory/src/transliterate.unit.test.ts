import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hromadas, transliterate } from './index.ts';

describe('transliteration by resolution no. 55 of 2010', () => {
  // Mostly the examples of the resolution's own table.
  test.each([
    ['Вінницька', 'Vinnytska'],
    ['Алушта', 'Alushta'],
    ['Борщагівка', 'Borshchahivka'],
    ['Вишгород', 'Vyshhorod'],
    ['Гадяч', 'Hadiach'],
    ['Ґалаґан', 'Galagan'],
    ['Донецьк', 'Donetsk'],
    ['Рівне', 'Rivne'],
    ['Єнакієве', 'Yenakiieve'],
    ['Гаєвич', 'Haievych'],
    ['Житомир', 'Zhytomyr'],
    ['Закарпаття', 'Zakarpattia'],
    ['Медвин', 'Medvyn'],
    ['Їжакевич', 'Yizhakevych'],
    ['Кадиївка', 'Kadyivka'],
    ['Йосипівка', 'Yosypivka'],
    ['Стрий', 'Stryi'],
    ['Київ', 'Kyiv'],
    ['Феодосія', 'Feodosiia'],
    ['Харків', 'Kharkiv'],
    ['Біла Церква', 'Bila Tserkva'],
    ['Чернівці', 'Chernivtsi'],
    ['Шостка', 'Shostka'],
    ['Щербухи', 'Shcherbukhy'],
    ['Юрій', 'Yurii'],
    ['Крюківка', 'Kriukivka'],
    ['Яготин', 'Yahotyn'],
    ['Ічня', 'Ichnia'],
  ])('%s → %s', (ukrainian, latin) => {
    expect(transliterate(ukrainian)).toBe(latin);
  });

  test.each([
    ['зг is zgh', 'Згурівка Розгін', 'Zghurivka Rozghin'],
    [
      'apostrophes are dropped, and what follows is not the start of a word',
      "Знам’янка Знам'янка Знамʼянка",
      'Znamianka Znamianka Znamianka',
    ],
    ['the soft sign is dropped', 'Ковель Кіньськ', 'Kovel Kinsk'],
    ['a hyphen starts a new word', 'Нью-Йорк', 'Niu-York'],
    ['capitals stay capitals', 'ЩОРС ЗГУРІВКА Є', 'SHCHORS ZGHURIVKA Ye'],
    ['other letters and signs stay', 'Apple’s №5, ы', 'Apple’s №5, ы'],
  ])('%s', (_, ukrainian, latin) => {
    expect(transliterate(ukrainian)).toBe(latin);
  });

  test('the Unicode form makes no difference', () => {
    expect(transliterate('Стрий Їжакевич'.normalize('NFD'))).toBe('Stryi Yizhakevych');
  });

  test('every name of the table becomes ASCII letters', () => {
    for (const { name, centre } of hromadas()) expect(transliterate(`${name} ${centre}`)).toMatch(/^[A-Za-z -]+$/);
  });

  test('leaves Latin text unchanged', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z '-]*$/), (text) => {
        expect(transliterate(text)).toBe(text);
      }),
    );
  });
});
