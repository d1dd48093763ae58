import type { Level } from '../measures/module.ts';
import type { Language } from '../site/module.ts';

const uk = {
  title: 'Відкриті дані',
  intro:
    'Усе, що показано на цьому сайті, можна завантажити й обробити програмою, без ключа та реєстрації. Зазначайте джерело.',
  whole: 'Повні набори даних',
  files: {
    hromadas: 'Громади: коди, назви, населення, координати',
    coverage: 'Де є офіцери громад',
    scorecard: 'Показники програми з джерелами',
    official: 'Офіційні дані: ряди з видавцями та джерелами',
    compare: 'Порівняння областей',
    measures: 'Що вимірюють: визначення',
  },
  description: 'Опис для програм (OpenAPI 3.1)',
  reports: 'Повідомлення про проблеми (Open311 GeoReport v2)',
  measures: 'Що вимірюють',
  caption: 'Показники та їхні визначення',
  measure: 'Показник',
  definition: 'Визначення',
  unit: 'Одиниця',
  level: 'Найменша територія',
  suppression: 'Що вилучено',
  download: 'Завантажити за областями',
  sensitive: 'Домашнє насильство та безпека в школі',
  sensitiveIntro:
    'На запит цих чисел не обчислюють. Їх оприлюднюють разом і випадково округленими, щоб за числом нікого не можна було впізнати; оприлюднене є в показниках програми.',
  sensitiveCaption: 'Що рахують щодо домашнього насильства та безпеки в школі',
  shown: 'Що і кому показано',
  sources: 'Як підключити джерело даних',
  sourcesIntro:
    'Показник з’являється, коли про нього хтось повідомляє. Підключити джерело може центр 112, поліція, ДСНС, лікарня, школа чи застосунок міста:',
  sourceWays: [
    'передавати повідомлення через програмний інтерфейс у мить, коли вони надходять;',
    'щодня або щомісяця завантажувати вивантаження зі своєї системи: ми читаємо його за описом полів, переписувати нічого не треба;',
    'надсилати повідомлення мешканців через Open311.',
  ],
  sourcesDeclared:
    'Потім статистик програми зазначає, про що, де і з якого дня звітує джерело та хто це підтвердив. Число повне, коли джерела охоплюють усіх людей за всі дні; інакше ми пишемо «щонайменше», а без жодного джерела – нічого, і ніколи не нуль. Зверніться до поліцейського офіцера громади або до Міністерства внутрішніх справ.',
  rules: 'Правила',
  ruleList: [
    'Якщо значення невідоме, його не вказано; нуль замість нього не ставимо.',
    'Для країни та областей показано місяці, що вже минули, для громад – 52 тижні.',
    'Точні числа показано там, де за ними не можна впізнати людину; чого не враховано, сказано біля кожного показника.',
    'Медіану та частки не можна додавати.',
  ],
  levels: {
    country: 'країна',
    oblast: 'область',
    raion: 'район',
    hromada: 'громада',
  } satisfies Record<Level, string> as Record<Level, string>,
};

type DataTexts = typeof uk;

const en: DataTexts = {
  title: 'Open data',
  intro:
    'Everything on this site can be downloaded and read by programs, without a key or a registration. Name the source.',
  whole: 'Complete data sets',
  files: {
    hromadas: 'Hromadas: codes, names, populations, coordinates',
    coverage: 'Where there are community officers',
    scorecard: 'Scorecard of the programme, with sources',
    official: 'Official figures: series with publishers and sources',
    compare: 'Comparison of the oblasts',
    measures: 'What is measured: definitions',
  },
  description: 'Description for programs (OpenAPI 3.1)',
  reports: 'Reports of problems (Open311 GeoReport v2)',
  measures: 'What is measured',
  caption: 'Measures and their definitions',
  measure: 'Measure',
  definition: 'Definition',
  unit: 'Unit',
  level: 'Smallest territory',
  suppression: 'Left out',
  download: 'Download by oblast',
  sensitive: 'Domestic violence and school safety',
  sensitiveIntro:
    'These numbers are not counted for a query. They are released together and rounded at random, so that nobody can be recognised from a number; the scorecard has what is released.',
  sensitiveCaption: 'What is counted of domestic violence and school safety',
  shown: 'What is shown, and to whom',
  sources: 'How to connect a source of data',
  sourcesIntro:
    'A figure appears when somebody reports it. An emergency centre, the police, the rescue service, a hospital, a school, or a city’s app can be a source:',
  sourceWays: [
    'send reports through the programming interface at the moment they arrive;',
    'upload an export of your system each day or month: we read it by a description of its fields, and nothing has to be rewritten;',
    'send reports of residents through Open311.',
  ],
  sourcesDeclared:
    'A statistician of the programme then states what the source reports, where, since which day, and who confirmed it. A figure is complete when sources cover all people on all days; otherwise we write “at least”, and without any source nothing, never zero. Ask your community officer or the Ministry of Internal Affairs.',
  rules: 'Rules',
  ruleList: [
    'A figure that is not known is absent: it is never 0.',
    'Country and oblasts are shown by months that have ended, hromadas for 52 weeks.',
    'Numbers are exact where nobody can be recognised from them; what a figure leaves out is said beside it.',
    'Medians and shares do not add up.',
  ],
  levels: { country: 'country', oblast: 'oblast', raion: 'raion', hromada: 'hromada' },
};

const TEXTS: Readonly<Record<Language, DataTexts>> = { uk, en };

export function dataTexts(language: Language): DataTexts {
  return TEXTS[language];
}
