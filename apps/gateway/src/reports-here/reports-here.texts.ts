import type { Language } from '../site/module.ts';
import type { Course } from './report-here.ts';

const uk = {
  heading: 'Про що тут повідомили',
  title: (hromada: string) => `Повідомлення: ${hromada}`,
  what: 'Що',
  where: 'Де',
  state: 'Стан і час від надходження',
  received: 'Надійшло',
  whole: 'місце в громаді не вказано',
  courses: {
    received: 'Отримано',
    working: 'У роботі',
    mended: 'Усунуто',
    rejected: 'Відхилено',
  } satisfies Record<Course, string>,
  counts: (open: string, mended: string, days: string) =>
    `За останні ${days} днів: чекають або в роботі – ${open}, усунуто – ${mended}.`,
  none: (days: string) => `За останні ${days} днів сюди не надходило повідомлень, які оприлюднюють.`,
  cut: (most: string) => `Показано найновіші ${most}.`,
  away: 'Зараз список повідомлень недоступний. Спробуйте за кілька хвилин.',
  scope: (categories: string) =>
    `Тут лише те, про що повідомили через цю систему, і лише категорії, які оприлюднюють: ${categories}. Точного місця, опису й того, хто повідомив, не показуємо нікому.`,
  map: 'Повідомлення на мапі',
  open: 'чекає або в роботі',
  mended: 'усунуто',
  mapNote: (unplaced: string) =>
    `Позначено клітину близько 110 на 110 м, а якщо точки не вказали – населений пункт. Число – скільки повідомлень поруч. Без місця на мапі: ${unplaced}.`,
  all: 'Усі повідомлення',
  feed: 'Стежити (RSS)',
  around: 'Стежити за околицею',
  feedTitle: (hromada: string) => `Повідомлення: ${hromada}`,
  report: 'Повідомити про щось тут',
  filter: 'Показати',
  any: 'усі повідомлення',
  before: 'Новіші',
  next: 'Давніші',
  page: (page: string, pages: string) => `Сторінка ${page} з ${pages}`,
  back: 'До сторінки громади',
};

const en: typeof uk = {
  heading: 'What was reported here',
  title: (hromada) => `Reports: ${hromada}`,
  what: 'What',
  where: 'Where',
  state: 'State and time since receipt',
  received: 'Received',
  whole: 'no place within the hromada was named',
  courses: { received: 'Received', working: 'In work', mended: 'Mended', rejected: 'Rejected' },
  counts: (open, mended, days) => `In the last ${days} days: waiting or in work – ${open}, mended – ${mended}.`,
  none: (days) => `No report that is published arrived from here in the last ${days} days.`,
  cut: (most) => `The newest ${most} are shown.`,
  away: 'The list of reports cannot be shown now. Try again in a few minutes.',
  scope: (categories) =>
    `These are reports to this system alone, and only of categories that are published: ${categories}. The exact place, the words, and who reported are shown to nobody.`,
  map: 'Reports on the map',
  open: 'waiting or in work',
  mended: 'mended',
  mapNote: (unplaced) =>
    `A mark is a cell of about 110 m by 110 m or, if no point was reported, a settlement. A number is how many reports are close together. Not on the map: ${unplaced}.`,
  all: 'All reports',
  feed: 'Follow (RSS)',
  around: 'Follow a neighbourhood',
  feedTitle: (hromada) => `Reports: ${hromada}`,
  report: 'Report something here',
  filter: 'Show',
  any: 'all reports',
  before: 'Newer',
  next: 'Older',
  page: (page, pages) => `Page ${page} of ${pages}`,
  back: 'To the page of the hromada',
};

export const HERE_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };
