import { Option, type Command } from 'commander';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListLawResponse } from '@safe-community/contracts/incidents/v1/law_service.ts';
import {
  OrderTermUnit,
  type OrderRule,
  type RuleBasis,
  type SanctionRule,
  type WorksRule,
} from '@safe-community/contracts/incidents/v1/law.ts';
import { withConnection } from '../connection/with-connection.ts';
import { printJson, printText } from '../terminal/print.ts';
import { printHistory } from './law-history.ts';
import { say } from '../terminal/language.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { SANCTIONS, ORDERS, ORDER_MEASURES, RULE_STATUSES } from '../wording/law.ts';
import { CATEGORIES, URGENCIES } from '../wording/incidents.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface LawOptions {
  readonly day: string;
  readonly replaced: boolean;
  readonly terms: boolean;
  readonly history: boolean;
  readonly json: boolean;
}

/** `hromada law` */
export function lawCommand(): Command {
  return new SpokenCommand('law')
    .takes('--day <day>', '', {
      uk: 'лише норми, чинні цього дня: 2024-12-19',
      en: 'only rules that hold on this day: 2024-12-19',
    })
    .takes('--replaced', { uk: 'разом із заміненими редакціями', en: 'with the versions that were replaced' })
    .takes('--terms', {
      uk: 'натомість очікувані строки та зберігання персональних даних',
      en: 'expected times and retention of personal data instead',
    })
    .addOption(
      new Option(
        '--history',
        say({
          uk: 'кожна зміна кожної норми, спершу найновіші: коли, якою системою, з чого на що',
          en: 'every change of every rule, newest first: when, by which system, from what to what',
        }),
      ).conflicts(['day', 'replaced', 'terms']),
    )
    .takes('--json', {
      uk: 'друкувати повідомлення ListLawResponse з усіма нормами як JSON; з --history – ListLawRevisionsResponse',
      en: 'print the message ListLawResponse as JSON, with all rules; with --history, ListLawRevisionsResponse',
    })
    .action(({ day, replaced: includeReplaced, terms, history, json }: LawOptions, command: Command) =>
      withConnection(command, async ({ law }) => {
        if (history) return printHistory(law, json);
        const answer = await law.listLaw({ day, includeReplaced });
        if (json) return printJson(ListLawResponse.toJSON(answer));
        printText(terms ? termsOf(answer) : judgedBy(answer));
      }),
    );
}

function judgedBy({ sanctions, works, orders }: ListLawResponse): string {
  return [renderRows(SANCTION_COLUMNS, sanctions), renderRows(WORKS, works), renderRows(ORDER_COLUMNS, orders)].join(
    '\n\n',
  );
}

interface OfLaw {
  readonly basis: RuleBasis | undefined;
}

/** What every rule has. */
const BASIS: readonly Column<OfLaw>[] = [
  { uk: 'Діє', en: 'Holds', of: ({ basis }) => basis && daysOf(basis), drop: 2 },
  { uk: 'Статус', en: 'Status', of: ({ basis }) => basis && RULE_STATUSES.nameOf(basis.status), drop: 1 },
  { uk: 'Джерело', en: 'Source', of: ({ basis }) => basis?.source, drop: 3 },
];

const SANCTION_COLUMNS: readonly Column<SanctionRule>[] = [
  { uk: 'Стягнення', en: 'Sanction', of: ({ sanction }) => SANCTIONS.nameOf(sanction) },
  {
    uk: 'Стаття',
    en: 'Article',
    of: ({ article, part }) => {
      if (article === '') return say({ uk: 'інші', en: 'others' });
      return part === 0 ? article : say({ uk: `${article} ч. ${part}`, en: `${article} p. ${part}` });
    },
  },
  {
    uk: 'Межі',
    en: 'Bounds',
    of: ({ bounds }) =>
      bounds === undefined ? say({ uk: 'невідомо', en: 'not known' }) : `${bounds.least}–${bounds.most}`,
    align: 'right',
  },
  ...BASIS,
];

const WORKS: readonly Column<WorksRule>[] = [
  { uk: 'Виконання', en: 'Execution of', of: ({ works }) => SANCTIONS.nameOf(works) },
  { uk: 'Годин на день', en: 'Hours a day', of: ({ hoursPerDay }) => hoursPerDay },
  { uk: 'До 18 років', en: 'Under 18', of: ({ hoursPerDayOfMinors }) => hoursPerDayOfMinors },
  { uk: 'Направити за', en: 'Referred within', of: ({ referralDays }) => counted(referralDays, OrderTermUnit.DAYS) },
  ...BASIS,
];

const ORDER_COLUMNS: readonly Column<OrderRule>[] = [
  { uk: 'Припис', en: 'Order', of: ({ order }) => ORDERS.nameOf(order) },
  {
    uk: 'Заходи (*: не для осіб до 18 років)',
    en: 'Measures (*: not for offenders under 18)',
    of: ({ measures, measuresOfAdults }) =>
      measures.map((one) => `${ORDER_MEASURES.nameOf(one)}${measuresOfAdults.includes(one) ? ' *' : ''}`),
  },
  {
    uk: 'Строк',
    en: 'Term',
    of: ({ leastTerm, mostTerm, unit }) =>
      leastTerm === 0 ? upTo(mostTerm, unit) : `${leastTerm}–${counted(mostTerm, unit)}`,
  },
  {
    uk: 'Продовження',
    en: 'Extension',
    of: ({ mostExtension, unit }) =>
      mostExtension === 0 ? say({ uk: 'немає', en: 'none' }) : upTo(mostExtension, unit),
  },
  ...BASIS,
];

function upTo(count: number, unit: OrderTermUnit): string {
  return say({ uk: `до ${counted(count, unit)}`, en: `up to ${counted(count, unit)}` });
}

/** "1 day", "6 months" */
function counted(count: number, unit: OrderTermUnit): string {
  const [uk, en] = unit === OrderTermUnit.DAYS ? ['дн.', 'day'] : ['міс.', 'month'];
  return say({ uk: `${count} ${uk}`, en: `${count} ${en}${count === 1 ? '' : 's'}` });
}

interface Term extends OfLaw {
  readonly category: IncidentCategory;
  readonly term: string;
  readonly length: string;
}

function termsOf({ expectedTimes, retention }: ListLawResponse): string {
  return renderRows(TERMS, [
    ...expectedTimes.map(({ category, urgency, basis, ...steps }) => {
      const { toTriageMinutes, toDispatchMinutes, toSceneMinutes, toResolutionMinutes } = steps;
      const minutes = [toTriageMinutes, toDispatchMinutes, toSceneMinutes, toResolutionMinutes].join(' + ');
      const ofUrgency = URGENCIES.nameOf(urgency);
      return {
        category,
        basis,
        term: say({ uk: `кроки, терміновість ${ofUrgency}`, en: `steps, ${ofUrgency}` }),
        length: say({ uk: `${minutes} хв`, en: `${minutes} min` }),
      };
    }),
    ...retention.map(({ category, days, basis }) => ({
      category,
      basis,
      term: say({ uk: 'зберігання', en: 'retention' }),
      length: counted(days, OrderTermUnit.DAYS),
    })),
  ]);
}

const TERMS: readonly Column<Term>[] = [
  { uk: 'Категорія', en: 'Category', of: ({ category }) => CATEGORIES.nameOf(category) },
  { uk: 'Строк', en: 'Term', of: ({ term }) => term },
  { uk: 'Тривалість', en: 'Length', of: ({ length }) => length },
  ...BASIS,
];

function daysOf({ validFrom, validTo }: RuleBasis): string {
  if (validTo === '') return say({ uk: `з ${validFrom}`, en: `from ${validFrom}` });
  return say({ uk: `з ${validFrom} до ${validTo}`, en: `${validFrom} to ${validTo}` });
}
