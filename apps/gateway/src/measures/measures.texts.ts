import type { Language } from '../site/module.ts';

const uk = {
  definition: 'Визначення',
  choose: 'Змінити',
  category: 'Категорія',
  all: 'усі разом',
  territory: 'Територія',
  country: 'Україна',
  part: 'За',
  parts: { month: 'місяцями: останні два роки', year: 'роками: останні сім років' },
  show: 'Показати',
  table: 'Числа таблицею',
  reading:
    'Показано лише місяці й роки, що вже закінчилися. Порожнє місце означає, що значення невідоме: це не нуль. Порожній кружок – «щонайменше»: повідомляють не всі.',
  revised: 'Показати, які числа згодом уточнено',
  asKnownNow: 'Показати лише те, що відомо тепер',
  diamond: 'Ромб – число, яке було опубліковано спершу і яке відтоді уточнено.',
  notDrawn: 'Цей показник не малюємо за часом: його частки ніколи не показують без інтервалу.',
  scorecard: 'Чи виконуються обіцянки?',
  data: 'Усі показники та їхні визначення',
};

const en: typeof uk = {
  definition: 'Definition',
  choose: 'Change',
  category: 'Category',
  all: 'all together',
  territory: 'Territory',
  country: 'Ukraine',
  part: 'By',
  parts: { month: 'month: the last two years', year: 'year: the last seven years' },
  show: 'Show',
  table: 'The numbers as a table',
  reading:
    'Only months and years that have ended are shown. A gap is a value that is not known, which is not zero. A hollow point is “at least”: not everybody reports.',
  revised: 'Show which numbers were revised',
  asKnownNow: 'Show only what is known now',
  diamond: 'A diamond is what was published first and was revised since.',
  notDrawn: 'This measure is not drawn over time: its shares are never shown without their interval.',
  scorecard: 'Are the promises kept?',
  data: 'All measures and their definitions',
};

export const MEASURES_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };
