/**
 * Names that sound too different from the Ukrainian one to be found by it. All other Russian and Latin spellings follow
 * from their sound.
 */
export const FOREIGN_NAMES: readonly (readonly [foreign: string, ukrainian: string])[] = [
  ['Днепр', 'Дніпро'],
  ['Николаев', 'Миколаїв'],
  ['Nikolayev', 'Миколаїв'],
  ['Запорожье', 'Запоріжжя'],
  ['Zaporozhye', 'Запоріжжя'],
  ['Ровно', 'Рівне'],
  ['Кривой Рог', 'Кривий Ріг'],
  ['Белая Церковь', 'Біла Церква'],
  ['Желтые Воды', 'Жовті Води'],
  ['Lemberg', 'Львів'],
  ['Lwow', 'Львів'],
];
