import type { Command } from 'commander';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  HiddenReason,
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure,
  type SensitiveFigure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import {
  ListSensitiveFiguresRequest,
  ListSensitiveFiguresResponse,
} from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { argument, code, day, oneOf, required } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { whole } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { words } from '../wording/words.ts';

/** `hromada released` */
export function releasedCommand(): Command {
  return listCommand({
    name: 'released',
    help: {
      uk: `За запитом нічого не рахується: усі бачать ті самі числа, оприлюднені разом. Кожне випадково округлено до кратного
п’яти, тож частини можуть не дорівнювати цілому; малі числа не показано (docs/disclosure-control.md). Країну оприлюднюють за
місяцями й роками, області за кварталами й роками, громади за роками.`,
      en: `Nothing is counted for a query: everybody sees the same numbers, which are released together. Each is rounded at random to
a multiple of five, so parts need not add up; small ones are not shown (docs/disclosure-control.md). The country is released by
months and years, oblasts by quarters and years, hromadas by years.`,
    },
    examples: [
      'released incidents --category domestic-violence --by month --from 2026-01-01 --to 2026-12-31',
      'released visits-done --category domestic-violence --by quarter --level oblast --from 2026-01-01 --to 2026-12-31',
    ],
    request: ListSensitiveFiguresRequest,
    response: ListSensitiveFiguresResponse,
    read: ({ sensitiveFigures }, request) => sensitiveFigures.listSensitiveFigures(request),
    items: ({ figures }) => figures,
    filters: {
      measure: argument(oneOf('measure', MEASURES, { uk: 'показник', en: 'measure' })),
      category: required(oneOf('category', CATEGORIES, { uk: 'цієї категорії', en: 'of this category' })),
      period: required(oneOf('by', PERIODS, { uk: 'тривалість періодів', en: 'length of the periods' })),
      from: required(
        day('from', {
          uk: 'періоди, що починаються цього дня або пізніше',
          en: 'periods that begin on this day or later',
        }),
      ),
      to: required(
        day('to', {
          uk: 'періоди, що починаються цього дня або раніше',
          en: 'periods that begin on this day or earlier',
        }),
      ),
      territoryCode: code('territory', 'UA05000000000010236', {
        uk: 'область або громада (типово: країна)',
        en: 'an oblast or a hromada (default: the country)',
      }),
      level: oneOf('level', LEVELS, {
        uk: 'усі території цього рівня в ній',
        en: 'all territories of this level in it',
      }),
      asKnownOn: day('known-on', { uk: 'оприлюднені до кінця цього дня', en: 'as released by the end of this day' }),
    },
    columns: [
      { uk: 'Територія', en: 'Territory', of: ({ territoryCode }) => territoryCode || 'UA' },
      { uk: 'Від', en: 'From', of: ({ periodStart }) => periodStart },
      { uk: 'Значення', en: 'Value', of: valueOf, align: 'right' },
      { uk: 'Оприлюднено', en: 'Released', of: ({ releasedOn }) => releasedOn },
      { uk: 'Переглянуто', en: 'Revised', of: ({ revisedOn }) => revisedOn },
    ],
  });
}

/** A figure without a value has no number, not even 0. */
export function valueOf({ value, hidden, roundedTo }: SensitiveFigure): string {
  if (value !== undefined) return whole(value);
  if (hidden === HiddenReason.NOT_RELEASED) return say({ uk: 'ще не оприлюднено', en: 'not released yet' });
  if (hidden !== HiddenReason.FEW) return say({ uk: 'приховано', en: 'hidden' });
  const limit = whole(2 * roundedTo);
  return say({ uk: `менше ніж ${limit}`, en: `fewer than ${limit}` });
}

const CATEGORIES = words([
  [IncidentCategory.DOMESTIC_VIOLENCE, 'domestic-violence', 'домашнє насильство'],
  [IncidentCategory.SCHOOL_SAFETY, 'school-safety', 'безпека в школі'],
]);
const MEASURES = words([
  [SensitiveMeasure.INCIDENTS, 'incidents', 'події'],
  [SensitiveMeasure.KILLED, 'killed', 'загинуло'],
  [SensitiveMeasure.INJURED, 'injured', 'травмовано'],
  [SensitiveMeasure.PROHIBITION_ORDERS, 'prohibition-orders', 'заборонні приписи'],
  [SensitiveMeasure.RESTRAINING_ORDERS, 'restraining-orders', 'обмежувальні приписи'],
  [SensitiveMeasure.ORDER_BREACHES, 'order-breaches', 'порушення приписів'],
  [SensitiveMeasure.VICTIM_REFERRALS, 'victim-referrals', 'направлення постраждалих'],
  [SensitiveMeasure.VISITS_OVERDUE, 'visits-overdue', 'прострочені відвідування'],
  [SensitiveMeasure.VISITS_DONE, 'visits-done', 'здійснені відвідування'],
  [SensitiveMeasure.SCHOOL_BULLYING, 'school-bullying', 'булінг'],
  [SensitiveMeasure.SCHOOL_DRUGS, 'school-drugs', 'наркотики'],
  [SensitiveMeasure.SCHOOL_CRIME, 'school-crime', 'злочини'],
  [SensitiveMeasure.SCHOOL_MATTER_UNKNOWN, 'school-matter-unknown', 'предмет невідомий'],
]);
const PERIODS = words([
  [ReleasePeriod.MONTH, 'month', 'місяць'],
  [ReleasePeriod.QUARTER, 'quarter', 'квартал'],
  [ReleasePeriod.YEAR, 'year', 'рік'],
]);
const LEVELS = words([
  [ReleaseLevel.OBLAST, 'oblast', 'область'],
  [ReleaseLevel.HROMADA, 'hromada', 'громада'],
]);
