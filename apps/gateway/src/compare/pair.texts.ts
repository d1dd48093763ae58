import type { Language } from '../site/module.ts';

const uk = {
  title: 'Два місця поруч',
  intro:
    'Оберіть дві громади або дві області. Ми покажемо, скільки подій або людей припадає на 100\u00A0000 мешканців у кожній і чи може різниця бути випадковою.',
  first: 'Перше місце',
  second: 'Друге місце',
  hint: 'Громада, населений пункт або область: Вінницька; Бар; Львівська область',
  show: 'Порівняти',
  what: 'Що порівняти',
  several: (which: string) => `${which}: яке саме?`,
  noExact: (which: string) => `${which}: точної назви немає. Можливо, ви шукали:`,
  tooMany: 'Знайдено забагато місць. Додайте через кому район або область.',
  nothing: 'Такого місця не знайдено. Перевірте назву.',
  same: 'Це те саме місце двічі. Оберіть інше.',
  levels: 'Область можна порівняти лише з областю, а громаду – з громадою.',
  caption: (what: string) => `${what} на 100\u00A0000 мешканців`,
  place: 'Місце',
  count: 'Кількість',
  population: 'Населення',
  rate: 'На 100\u00A0000 мешканців',
  interval: (value: string, low: string, high: string) => `${value} (від ${low} до ${high})`,
  atLeast: (count: string) => `щонайменше\u00a0${count}`,
  chance: 'Різниця може бути випадковою.',
  higher: (place: string, times: string, low: string, high: string) =>
    `${place}: показник більший у стільки разів: ${times} (з імовірністю 95\u00A0% – від ${low} до ${high}). Випадковість цього не пояснює.`,
  unknown: 'Показника щонайменше одного з цих місць немає, тож сказати, чи вони різняться, не можна.',
  notComparable: 'Прифронтове місце: його показник не можна порівнювати з іншими.',
  alike: (place: string) => `Подібні місця: ${place}`,
  alikeBy: 'Того самого типу й найближчі за населенням, без тимчасово окупованих; прифронтові – лише з прифронтовими.',
  interval95: 'У дужках – проміжок, у якому справжній показник лежить з імовірністю 95\u00A0%.',
  ofHromadas: 'Громади порівнюємо за однією категорією подій за 52\u00a0тижні.',
  ofOblasts: 'Області порівнюємо за дванадцять повних місяців.',
  link: 'Порівняти два місця',
};

const en: typeof uk = {
  title: 'Two places side by side',
  intro:
    'Choose two hromadas or two oblasts. We show how many incidents or people there are per 100,000 inhabitants of each, and whether chance may explain the difference.',
  first: 'First place',
  second: 'Second place',
  hint: 'A hromada, a settlement, or an oblast: Vinnytska; Bar; Lvivska oblast',
  show: 'Compare',
  what: 'What to compare',
  several: (which) => `${which}: which one?`,
  noExact: (which) => `${which}: no exact name. Did you mean:`,
  tooMany: 'Too many places are found. Add a raion or oblast behind a comma.',
  nothing: 'No such place is found. Check the name.',
  same: 'This is the same place twice. Choose another one.',
  levels: 'An oblast can be compared only with an oblast, and a hromada with a hromada.',
  caption: (what) => `${what} per 100,000 people`,
  place: 'Place',
  count: 'Count',
  population: 'Population',
  rate: 'Per 100,000 people',
  interval: (value, low, high) => `${value} (${low} to ${high})`,
  atLeast: (count) => `at least\u00a0${count}`,
  chance: 'Chance may explain the difference.',
  higher: (place, times, low, high) =>
    `${place}: the rate is ${times} times as high (with a probability of 95%, ${low} to ${high} times). Chance does not explain this.`,
  unknown: 'At least one of these places has no rate, so nobody can say whether they differ.',
  notComparable: 'At the front: its rate cannot be compared with others.',
  alike: (place) => `Places like ${place}`,
  alikeBy:
    'Of the same kind and nearest in population, without temporarily occupied ones; those at the front only with each other.',
  interval95: 'In brackets: the interval in which the true rate lies with a probability of 95%.',
  ofHromadas: 'Hromadas are compared by one category of incidents in 52\u00a0weeks.',
  ofOblasts: 'Oblasts are compared by twelve whole months.',
  link: 'Compare two places',
};

const TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };

export function pairTexts(language: Language): typeof uk {
  return TEXTS[language];
}
