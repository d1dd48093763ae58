import type { Command } from 'commander';
import {
  CompareTerritoriesRequest,
  CompareTerritoriesResponse,
  FunnelPosition,
  type ComparedGroup,
  type ComparedTerritory,
  type RateEstimate,
} from '@safe-community/contracts/statistics/v1/comparison.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { argument, code, day, flag, HROMADA, OBLAST, oneOf, repeated, text } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { decimal, whole } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { thisYear } from '../time/show-time.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { controlWords, TERRITORY_STATUSES } from '../wording/territory.ts';
import { words } from '../wording/words.ts';

/** `hromada compare` */
export function compareCommand(): Command {
  return listCommand({
    name: 'compare',
    about: {
      uk: 'зіставляє території: рівень на 100 000 осіб з інтервалами, за згладженим рівнем',
      en: 'compare territories fairly: rates per 100,000 with intervals, ranked by shrunken rates',
    },
    help: {
      uk: `Рівень наведено на 100 000 осіб за період, з інтервалом, у якому справжній рівень лежить з імовірністю 95 %.
Порядок – за згладженим рівнем: що менша територія, то ближче до середнього. «Серед інших» каже, чи відрізняється рівень від
решти більше, ніж пояснюють випадок і звичайні відмінності.`,
      en: `Rates are per 100,000 people in the period, with the interval in which the true rate lies with a probability of 95 %.
The order is by the shrunken rate: the smaller a territory, the nearer to the mean. "Among the others" says whether a
rate differs from the group by more than chance and the usual differences explain.`,
    },
    examples: [
      'compare killed --level oblast --category road-crash --from 2025-01-01 --to 2025-12-31',
      'compare incidents --peers-of Вінницька',
      'compare injured --level hromada --oblast Вінницька --csv',
    ],
    request: CompareTerritoriesRequest,
    response: CompareTerritoriesResponse,
    read: ({ statistics }, request) => statistics.compareTerritories(request),
    items: ({ territories }) => territories,
    filters: {
      measure: argument(
        text('measure', 'name', 'incidents', {
          uk: 'показник, що рахує події або людей: incidents, killed, injured, …',
          en: 'a measure that counts incidents or people: incidents, killed, injured, …',
        }),
      ),
      level: oneOf('level', LEVELS, { uk: 'усі території рівня', en: 'all territories of a level' }),
      oblastCode: {
        ...OBLAST,
        about: { uk: 'з --level: лише в цій області', en: 'with --level: only in this oblast' },
      },
      territoryCodes: repeated(code('territory', 'UA05020030000031457', { uk: 'ця територія', en: 'this territory' })),
      peersOf: {
        ...HROMADA,
        name: 'peers-of',
        about: {
          uk: 'громада з 30 громадами її типу, найближчими за населенням',
          en: 'a hromada with the 30 of its kind that are nearest in population',
        },
      },
      category: oneOf('category', CATEGORIES, {
        uk: 'лише події цієї категорії',
        en: 'only incidents of this category',
      }),
      firstDay: day('from', {
        uk: 'перший день (типово: 1 січня цього року)',
        en: 'first day (default: 1 January of this year)',
      }),
      lastDay: day('to', { uk: 'останній день (типово: сьогодні)', en: 'last day (default: today)' }),
      asKnownOn: day('known-on', {
        uk: 'відоме на кінець цього дня (типово: сьогодні)',
        en: 'as known at the end of this day (default: today)',
      }),
      territoryAsOfToday: flag('as-of-today', {
        uk: 'приєднані громади щодня рахуються за наступницею',
        en: 'merged hromadas count for their successor on all days',
      }),
    },
    complete: (request) => ({ ...request, ...thisYear(request) }),
    columns: [
      {
        uk: '№',
        en: '#',
        of: ({ rank, sharesRank }) => (rank === 0 ? '' : `${rank}${sharesRank ? '=' : ''}`),
        align: 'right',
      },
      {
        uk: 'Територія',
        en: 'Territory',
        of: ({ code: of, nameUk, nameEn }) => `${say({ uk: nameUk, en: nameEn })} ${of}`,
      },
      { uk: 'Кількість', en: 'Count', of: ({ count }) => count },
      { uk: 'Населення', en: 'Population', of: ({ population }) => population, drop: 2 },
      {
        uk: 'Рівень (інтервал 95 %)',
        en: 'Rate (95 % interval)',
        of: ({ rate }) => rate && withInterval(rate),
        align: 'right',
      },
      {
        uk: 'Згладжений',
        en: 'Shrunken rate',
        of: ({ shrunkenRate }) => shrunkenRate && decimal(shrunkenRate.value),
        align: 'right',
        drop: 1,
      },
      {
        uk: 'Серед інших',
        en: 'Among the others',
        of: judgedOf,
      },
    ],
    title: ({ group }) => titleOf(group),
    notes: ({ group, ratio }) => [...notesOf(group), ...sideBySide(ratio)],
    csv: { heading: CSV_HEADING, row: csvRow },
  });
}

const LEVELS = words([
  [TerritoryLevel.OBLAST, 'oblast', 'область'],
  [TerritoryLevel.RAION, 'raion', 'район'],
  [TerritoryLevel.HROMADA, 'hromada', 'громада'],
]);

const POSITIONS = words([
  [FunnelPosition.FAR_BELOW, 'far_below', 'значно нижче', 'far below'],
  [FunnelPosition.BELOW, 'below', 'нижче'],
  [FunnelPosition.WITHIN, 'as_expected', 'як очікувано', 'as expected'],
  [FunnelPosition.ABOVE, 'above', 'вище'],
  [FunnelPosition.FAR_ABOVE, 'far_above', 'значно вище', 'far above'],
]);

function withInterval({ value, low, high }: RateEstimate): string {
  return `${decimal(value)} (${decimal(low)}–${decimal(high)})`;
}

/** Where a rate lies, and in whose power the territory is. */
function judgedOf(territory: ComparedTerritory): string {
  const { position, status, occupiedHromadas } = territory;
  return [
    ...(position === 0 ? [] : [POSITIONS.nameOf(position)]),
    controlWords(territory) ?? [],
    ...(occupiedHromadas === 0 || status === TerritoryStatus.OCCUPIED
      ? []
      : [
          say({
            uk: `без тимчасово окупованих громад: ${occupiedHromadas}`,
            en: `temporarily occupied hromadas left out: ${occupiedHromadas}`,
          }),
        ]),
  ]
    .flat()
    .join('; ');
}

/** Two territories. */
function sideBySide(ratio: RateEstimate | undefined): string[] {
  if (ratio === undefined) return [];
  const times = withInterval(ratio);
  const mayBeChance = ratio.low <= 1 && ratio.high >= 1;
  return [
    mayBeChance
      ? say({
          uk: `Відношення першої до другої: ${times}; різниця може бути випадковою.`,
          en: `Ratio of the first to the second: ${times}; chance may explain the difference.`,
        })
      : say({
          uk: `Відношення першої до другої: ${times}; випадковість цієї різниці не пояснює.`,
          en: `Ratio of the first to the second: ${times}; chance does not explain the difference.`,
        }),
  ];
}

function titleOf(group: ComparedGroup | undefined): string {
  const { measureEn = '', measureUk = '', firstDay = '', lastDay = '' } = group ?? {};
  return say({
    uk: `${measureUk}, на 100 000 осіб від ${firstDay} до ${lastDay}`,
    en: `${measureEn}, per 100,000 people from ${firstDay} to ${lastDay}`,
  });
}

function notesOf(group: ComparedGroup | undefined): string[] {
  if (group === undefined) return [];
  const { territories, withoutRate, overdispersion, peers, populationSources } = group;
  const { incomplete, unknown, occupied, frontline } = group;
  const rate = group.rate === undefined ? say({ uk: 'рівня немає', en: 'no rate' }) : withInterval(group.rate);
  const [least, most] = [peers?.leastPopulation ?? 0, peers?.mostPopulation ?? 0].map((people) => whole(people));
  const percent = (100 * (overdispersion ?? 0)).toFixed(0);
  const sources = populationSources.map(({ publisher, date }) => `${publisher}, ${date}`).join('; ');
  return [
    say({
      uk: `Територій: ${territories}, без рівня: ${withoutRate}. Разом: ${rate}.`,
      en: `Territories: ${territories}, without a rate: ${withoutRate}. All together: ${rate}.`,
    }),
    ...(incomplete + unknown === 0
      ? []
      : [
          say({
            uk: `Без рівня, бо дані неповні: ${incomplete}; бо ніхто не повідомляє: ${unknown}.`,
            en: `Without a rate, because not everybody reports: ${incomplete}; because nobody does: ${unknown}.`,
          }),
        ]),
    ...(occupied === 0
      ? []
      : [
          say({
            uk: `Тимчасово окупованих не враховано: ${occupied}.`,
            en: `Left out, because temporarily occupied: ${occupied}.`,
          }),
        ]),
    ...(frontline === 0
      ? []
      : [
          say({
            uk: `Прифронтових: ${frontline}; їхні показники не можна порівнювати з іншими.`,
            en: `At the front: ${frontline}; their figures cannot be compared with others.`,
          }),
        ]),
    ...(peers === undefined
      ? []
      : [
          say({
            uk: `Подібні: ${peers.kind}, від ${least} до ${most} осіб.`,
            en: `Peers: ${peers.kind}, ${least} to ${most} people.`,
          }),
        ]),
    ...(overdispersion === undefined
      ? []
      : [
          say({
            uk: `Справжні рівні різняться більше, ніж випадково: на ${percent}\u00a0% (стандартне відхилення).`,
            en: `Beyond chance, true rates differ by ${percent} % (standard deviation of the rates).`,
          }),
        ]),
    ...(sources === '' ? [] : [say({ uk: `Населення: ${sources}.`, en: `Population: ${sources}.` })]),
  ];
}

const CSV_HEADING = [
  'rank,code,name_uk,name_en,count,population,rate,rate_low,rate_high,shrunken_rate,shrunken_low,shrunken_high',
  'limit_95_low,limit_95_high,limit_998_low,limit_998_high,position,status,status_since,occupied_hromadas',
].flatMap((part) => part.split(','));

function csvRow(territory: ComparedTerritory) {
  const { rank, code, nameUk, nameEn, count, population, rate, shrunkenRate, position } = territory;
  const { status, statusSince, occupiedHromadas } = territory;
  const limits = territory.widenedLimits;
  const place = [rank === 0 ? undefined : rank, code, nameUk, nameEn, count, population];
  const rates = [rate, shrunkenRate].flatMap((estimate) => [estimate?.value, estimate?.low, estimate?.high]);
  const funnel = [limits?.innerLow, limits?.innerHigh, limits?.outerLow, limits?.outerHigh];
  const control = [TERRITORY_STATUSES.wordOf(status), statusSince || undefined, occupiedHromadas];
  return [...place, ...rates, ...funnel, position === 0 ? undefined : POSITIONS.wordOf(position), ...control];
}
