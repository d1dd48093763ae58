import type { Language } from '../site/module.ts';
import type { MapMeasure } from './measure.ts';

/** Of a measure: its name, what it is, and how a number of it is written. */
interface MeasureTexts {
  readonly name: string;
  readonly definition: string;
  readonly source: string;
  /** Behind a number or a range. */
  readonly unit: string;
}

const uk = {
  title: 'Карта громад',
  choose: 'Що показати',
  place: 'Де',
  country: 'Уся Україна',
  /** Behind a colon. */
  countryInTitle: 'уся Україна',
  show: 'Показати карту',
  /** "Охоплення офіцерами: Вінницька область" */
  heading: (measure: string, place: string) => `${measure}: ${place}`,
  // A date ends in a full stop of its own: "р."
  asOf: (day: string) => `Станом на ${day}`,
  source: 'Джерело',
  noData: 'немає даних',
  occupied: 'тимчасово окупована територія',
  incomplete: 'неповні дані',
  atLeast: (text: string) => `щонайменше ${text}`,
  classes:
    'Проміжки ділять показані території приблизно порівну (квартилі, округлені); нуль – окремо. На іншій карті вони інші.',
  front: 'Показники прифронтових територій не можна порівнювати з іншими; у таблиці їх позначено.',
  parts: 'Частини таблиці',
  part: (part: string, parts: string) => `Частина ${part} із ${parts}`,
  previous: 'попередня частина',
  next: 'наступна частина',
  counts: (range: string, count: string) => `${range}: ${count}`,
  summary: 'Скільки територій у кожному проміжку',
  table: (measure: string) => `${measure} за територіями`,
  placeColumn: 'Громада',
  oblastColumn: 'Область',
  byName: 'за назвою',
  byValue: 'за значенням',
  upTo: (to: string) => `до ${to}`,
  above: (above: string) => `понад ${above}`,
  between: (above: string, to: string) => `понад ${above} і до ${to}`,
  byOblast: 'Цей показник рахують за областями.',
  more: 'Усі дані та визначення',
  asTable: 'Більша карта і таблиця областей',
  measures: {
    coverage: {
      name: 'Охоплення офіцерами громад',
      definition: 'Яка частка мешканців живе на дільницях, де є офіцер громади. Це оцінка.',
      source: 'Реєстр офіцерів громад; населення – KSE Loc Data Hub, 1 січня 2022 року.',
      unit: '\u00A0%',
    },
    officers: {
      name: 'Офіцери громад на 10\u00A0000 мешканців',
      definition: 'Скільки дільниць з офіцером громади припадає на 10\u00A0000 мешканців.',
      source: 'Реєстр офіцерів громад; населення – KSE Loc Data Hub, 1 січня 2022 року.',
      unit: ' на 10\u00A0000',
    },
    response: {
      name: 'Час реагування',
      definition:
        'Медіана часу від надходження повідомлення до прибуття першої служби: половина подій – швидше, половина – повільніше.',
      source: 'Зареєстровані події.',
      unit: '\u00A0хв',
    },
    incidents: {
      name: 'Події на 10\u00A0000 мешканців',
      definition:
        'Скільки зареєстрованих подій за рік припадає на 10\u00A0000 мешканців, без хибних викликів і повторів.',
      source: 'Зареєстровані події; населення – KSE Loc Data Hub, 1 січня 2022 року.',
      unit: ' на 10\u00A0000',
    },
    hromadas: {
      name: 'Громади з офіцером',
      definition:
        'Яка частка громад області має хоча б одного офіцера громади. Тимчасово окупованих громад не враховано.',
      source: 'Реєстр офіцерів громад.',
      unit: '\u00A0%',
    },
    cameras: {
      name: 'Забезпеченість патрульних камерами',
      definition: 'Частка патрульних на службі, які мають справну нагрудну камеру.',
      source: 'Облік нагрудних камер.',
      unit: '\u00A0%',
    },
  } satisfies Record<MapMeasure, MeasureTexts> as Record<MapMeasure, MeasureTexts>,
};

type MapTexts = typeof uk;

const en: MapTexts = {
  title: 'Map of the hromadas',
  choose: 'What to show',
  place: 'Where',
  country: 'All of Ukraine',
  countryInTitle: 'all of Ukraine',
  show: 'Show the map',
  heading: (measure, place) => `${measure}: ${place}`,
  asOf: (day) => `As of ${day}.`,
  source: 'Source',
  noData: 'no data',
  occupied: 'temporarily occupied territory',
  incomplete: 'incomplete data',
  atLeast: (text) => `at least ${text}`,
  classes:
    'The ranges divide the territories shown about equally (quartiles, rounded); zero stands alone. They differ on another map.',
  front: 'Figures of territories at the front cannot be compared with others; the table marks them.',
  parts: 'Parts of the table',
  part: (part, parts) => `Part ${part} of ${parts}`,
  previous: 'previous part',
  next: 'next part',
  counts: (range, count) => `${range}: ${count}`,
  summary: 'How many territories are in each range',
  table: (measure) => `${measure} by territory`,
  placeColumn: 'Hromada',
  oblastColumn: 'Oblast',
  byName: 'by name',
  byValue: 'by value',
  upTo: (to) => `${to} or less`,
  above: (above) => `over ${above}`,
  between: (above, to) => `over ${above} to ${to}`,
  byOblast: 'This figure is counted by oblast.',
  more: 'All data and definitions',
  asTable: 'Larger map and table of the oblasts',
  measures: {
    coverage: {
      name: 'Coverage with community officers',
      definition: 'The share of people who live on beats that have a community officer. It is an estimate.',
      source: 'Registry of community officers; population: KSE Loc Data Hub, 1 January 2022.',
      unit: '%',
    },
    officers: {
      name: 'Community officers per 10,000 people',
      definition: 'Beats that have a community officer, per 10,000 people.',
      source: 'Registry of community officers; population: KSE Loc Data Hub, 1 January 2022.',
      unit: ' per 10,000',
    },
    response: {
      name: 'Response time',
      definition:
        'The median time from the report until the first service is at the scene: half of the incidents were faster, half slower.',
      source: 'Registered incidents.',
      unit: ' min',
    },
    incidents: {
      name: 'Incidents per 10,000 people',
      definition: 'Registered incidents of a year per 10,000 people, without false calls and repeated reports.',
      source: 'Registered incidents; population: KSE Loc Data Hub, 1 January 2022.',
      unit: ' per 10,000',
    },
    hromadas: {
      name: 'Hromadas with an officer',
      definition:
        'The share of hromadas of an oblast that have a community officer. Temporarily occupied hromadas are left out.',
      source: 'Registry of community officers.',
      unit: '%',
    },
    cameras: {
      name: 'Patrol officers with cameras',
      definition: 'The share of active patrol officers who have a working body camera.',
      source: 'Register of body cameras.',
      unit: '%',
    },
  },
};

const TEXTS: Readonly<Record<Language, MapTexts>> = { uk, en };

export function mapTexts(language: Language): MapTexts {
  return TEXTS[language];
}
