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
  rules: 'Правила',
  ruleList: [
    'Якщо значення невідоме, його не вказано; нуль замість нього не ставимо.',
    'Для країни та областей показано місяці, що вже минули, для громад – 52 тижні.',
    'Числа точні там, де вони не говорять про людину нічого, чого не видно всім; чого не враховано, сказано біля кожного показника.',
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
  rules: 'Rules',
  ruleList: [
    'A figure that is not known is absent: it is never 0.',
    'Country and oblasts are shown by months that have ended, hromadas for 52 weeks.',
    'Numbers are exact where they say nothing about a person that not everybody can see; what a figure leaves out is said beside it.',
    'Medians and shares do not add up.',
  ],
  levels: { country: 'country', oblast: 'oblast', raion: 'raion', hromada: 'hromada' },
};

const TEXTS: Readonly<Record<Language, DataTexts>> = { uk, en };

export function dataTexts(language: Language): DataTexts {
  return TEXTS[language];
}
