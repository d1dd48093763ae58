import type { Command } from 'commander';
import { ListAnomaliesRequest, ListAnomaliesResponse } from '@safe-community/contracts/statistics/v1/anomaly.ts';
import { findHromada, findOblast } from '@safe-community/territory';
import { code, day, lastDaysOf, oneOf } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { decimal, whole } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { lastDays } from '../time/show-time.ts';
import { CATEGORIES } from '../wording/incidents.ts';

const DAYS = 30;

/** `hromada anomalies` */
export function anomaliesCommand(): Command {
  return listCommand({
    name: 'anomalies',
    examples: ['anomalies --from 2026-01-01 --territory UA05000000000010236'],
    request: ListAnomaliesRequest,
    response: ListAnomaliesResponse,
    read: ({ statistics }, request) => statistics.listAnomalies(request),
    items: ({ anomalies }) => anomalies,
    filters: {
      ...lastDaysOf(DAYS),
      territoryCode: code('territory', 'UA05000000000010236', {
        uk: 'область з громадами, громада або UA – країна загалом',
        en: 'an oblast with its hromadas, a hromada, or UA for the country as a whole',
      }),
      category: oneOf('category', CATEGORIES, { uk: 'лише цієї категорії', en: 'only of this category' }),
      asKnownOn: day('known-on', {
        uk: 'виявлені до кінця цього дня (типово: сьогодні)',
        en: 'those that were found by the end of this day (default: today)',
      }),
    },
    complete: (request) => ({ ...request, ...lastDays(DAYS, request) }),
    columns: [
      { uk: 'День', en: 'Day', of: ({ day: of }) => of },
      { uk: 'Територія', en: 'Territory', of: ({ territoryCode }) => `${nameOf(territoryCode)} ${territoryCode}` },
      {
        uk: 'Категорія',
        en: 'Category',
        of: ({ category }) => (category === 0 ? say({ uk: 'Усі', en: 'All' }) : CATEGORIES.nameOf(category)),
      },
      { uk: 'Подій', en: 'Incidents', of: ({ incidents }) => incidents },
      { uk: 'Очікувано', en: 'Expected', of: ({ expected }) => decimal(expected), align: 'right' },
      { uk: 'Імовірність', en: 'Chance', of: ({ chance }) => chanceOf(chance), align: 'right' },
    ],
    notes: ({ checkedUntil, falseAlarmsPerYear }) => [
      checkedUntil === ''
        ? say({ uk: 'Ще жодного дня не перевірено.', en: 'No day has been checked yet.' })
        : say({
            uk: `Перевірено до ${checkedUntil}. За рік без нічого незвичайного їх щонайбільше ${falseAlarmsPerYear} на всі території.`,
            en: `Checked until ${checkedUntil}. A year without anything unusual has at most ${falseAlarmsPerYear} of them, over all territories.`,
          }),
    ],
    csv: {
      heading: ['day', 'territory_code', 'name_uk', 'category', 'incidents', 'expected', 'chance'],
      row: ({ day: of, territoryCode, category, incidents, expected, chance }) => {
        const word = category === 0 ? undefined : CATEGORIES.wordOf(category);
        return [of, territoryCode, nameOf(territoryCode), word, incidents, expected, chance];
      },
    },
  });
}

function chanceOf(chance: number): string {
  const of = whole(Math.round(1 / Math.max(chance, Number.EPSILON)));
  return say({ uk: `1 до ${of}`, en: `1 in ${of}` });
}

function nameOf(code: string): string {
  return code === 'UA' ? 'Україна' : (findOblast(code)?.name ?? findHromada(code)?.name ?? '');
}
