import type { Language } from '../site/module.ts';
import type { OfficialQualifier } from './official.ts';

/** A space at which no line breaks. */
const NB = '\u00A0';

const uk = {
  title: 'Офіційні дані',
  intro:
    'Числа так, як їх оприлюднено: ким, коли й за яким визначенням. Кожен видавець має власний ряд, а різні ряди ніде не змішано й не зведено в одне.',
  caption: 'Офіційні ряди',
  none: 'Жодного числа ще не внесено.',
  series: 'Ряд',
  publisher: 'Видавець',
  years: 'Роки',
  latest: 'Останнє число',
  all: 'Усі офіційні ряди',
  year: (year: string) => `${year}${NB}рік`,
  target: 'ціль',
  table: 'Усі числа ряду',
  period: 'Період',
  value: 'Число',
  published: 'Оприлюднено',
  source: 'Джерело',
  note: 'Примітка',
  gap: 'числа не оприлюднено',
  noChart: 'Рисунка немає: числа охоплюють різні частини років, тож порівнювати їх не можна.',
  revisions: 'Що змінилося після першого оприлюднення',
  first: 'Спершу',
  now: 'Тепер',
  others: 'Що кажуть інші про той самий період',
  other: (period: string, value: string, publisher: string, theirs: string) =>
    `${period}: у цьому ряді – ${value}; ${publisher} – ${theirs}.`,
  nobody: 'Чому числа різняться, ніхто не пояснює.',
  definition: 'Що рахують',
  unit: 'Одиниця',
  licence: 'Ліцензія',
  files: 'Завантажити',
  drawing: 'Рисунок (SVG)',
  cite: 'Як цитувати',
  seen: (day: string) => `переглянуто ${day}`,
  site: 'Безпечна громада',
  qualifiers: { exact: '', more: 'понад', about: 'близько', preliminary: 'попередньо' } satisfies Record<
    OfficialQualifier,
    string
  > as Record<OfficialQualifier, string>,
};

const en: typeof uk = {
  title: 'Official figures',
  intro:
    'Figures as they were published: by whom, when, and by which definition. Each publisher has a series of its own, and series are never mixed or merged.',
  caption: 'Official series',
  none: 'No figure has been imported yet.',
  series: 'Series',
  publisher: 'Publisher',
  years: 'Years',
  latest: 'Latest figure',
  all: 'All official series',
  year: (year) => year,
  target: 'goal',
  table: 'All figures of the series',
  period: 'Period',
  value: 'Figure',
  published: 'Published',
  source: 'Source',
  note: 'Note',
  gap: 'no published figure',
  noChart: 'There is no chart: the figures cover different parts of years and cannot be compared.',
  revisions: 'What changed after it was first published',
  first: 'At first',
  now: 'Now',
  others: 'What others say of the same period',
  other: (period, value, publisher, theirs) => `${period}: this series has ${value}, ${publisher} has ${theirs}.`,
  nobody: 'Nobody says why they differ.',
  definition: 'What is counted',
  unit: 'Unit',
  licence: 'Licence',
  files: 'Download',
  drawing: 'Drawing (SVG)',
  cite: 'How to cite',
  seen: (day) => `seen on ${day}`,
  site: 'Safe Community',
  qualifiers: { exact: '', more: 'over', about: 'about', preliminary: 'preliminary' },
};

const TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };

export function officialTexts(language: Language): typeof uk {
  return TEXTS[language];
}
