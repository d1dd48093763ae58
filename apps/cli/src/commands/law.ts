import { Command, Option } from 'commander';
import { IncidentCategory, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListLawResponse } from '@safe-community/contracts/incidents/v1/law_service.ts';
import {
  OrderKind,
  OrderMeasure,
  OrderTermUnit,
  RuleStatus,
  SanctionKind,
  type OrderRule,
  type RuleBasis,
  type SanctionRule,
  type WorksRule,
} from '@safe-community/contracts/incidents/v1/law.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderTable, type TableCell } from '../terminal/table.ts';
import { printJson, printText } from '../terminal/print.ts';
import { printHistory } from './law-history.ts';

interface LawOptions {
  readonly day: string;
  readonly replaced: boolean;
  readonly terms: boolean;
  readonly history: boolean;
  readonly json: boolean;
}

/** `hromada law` */
export function lawCommand(): Command {
  return new Command('law')
    .option('--day <day>', 'only rules that hold on this day: 2024-12-19', '')
    .option('--replaced', 'with the versions that were replaced', false)
    .option('--terms', 'expected times and retention of personal data instead', false)
    .addOption(
      new Option(
        '--history',
        'every change of every rule, newest first: when, by which system, from what to what',
      ).conflicts(['day', 'replaced', 'terms']),
    )
    .option(
      '--json',
      'print the message ListLawResponse as JSON, with all rules; with --history, ListLawRevisionsResponse',
      false,
    )
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
  const tables = [
    renderTable(COLUMNS, sanctions.map(rowOf)),
    renderTable(WORKS_COLUMNS, works.map(worksRow)),
    renderTable(ORDER_COLUMNS, orders.map(orderRow)),
  ];
  return tables.join('\n\n');
}

const COLUMNS = [
  { heading: 'Sanction' },
  { heading: 'Article' },
  { heading: 'Bounds', align: 'right' },
  { heading: 'Holds' },
  { heading: 'Status' },
  { heading: 'Source' },
] as const;

function rowOf({ sanction, article, part, bounds, basis }: SanctionRule): string[] {
  return [
    nameOf(SanctionKind, sanction),
    article === '' ? 'others' : `${article}${part === 0 ? '' : ` p. ${part}`}`,
    bounds === undefined ? 'not known' : `${bounds.least}–${bounds.most}`,
    ...basisOf(basis),
  ];
}

const WORKS_COLUMNS = [
  { heading: 'Execution of' },
  { heading: 'Hours a day', align: 'right' },
  { heading: 'Under 18', align: 'right' },
  { heading: 'Referred within' },
  { heading: 'Holds' },
  { heading: 'Status' },
  { heading: 'Source' },
] as const;

function worksRow({ works, hoursPerDay, hoursPerDayOfMinors, referralDays, basis }: WorksRule): string[] {
  return [
    nameOf(SanctionKind, works),
    String(hoursPerDay),
    String(hoursPerDayOfMinors),
    counted(referralDays, 'days'),
    ...basisOf(basis),
  ];
}

const ORDER_COLUMNS = [
  { heading: 'Order' },
  { heading: 'Measures (*: not for offenders under 18)' },
  { heading: 'Term' },
  { heading: 'Extension' },
  { heading: 'Holds' },
  { heading: 'Status' },
  { heading: 'Source' },
] as const;

function orderRow(rule: OrderRule): TableCell[] {
  const { order, measures, measuresOfAdults, unit, leastTerm, mostTerm, mostExtension, basis } = rule;
  const ofUnit = nameOf(OrderTermUnit, unit);
  return [
    nameOf(OrderKind, order),
    measures.map((measure) => `${nameOf(OrderMeasure, measure)}${measuresOfAdults.includes(measure) ? ' *' : ''}`),
    leastTerm === 0 ? `up to ${counted(mostTerm, ofUnit)}` : `${leastTerm}–${counted(mostTerm, ofUnit)}`,
    mostExtension === 0 ? 'none' : `up to ${counted(mostExtension, ofUnit)}`,
    ...basisOf(basis),
  ];
}

/** "1 day", "6 months" */
function counted(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`;
}

const TERM_COLUMNS = [
  { heading: 'Category' },
  { heading: 'Term' },
  { heading: 'Length' },
  { heading: 'Holds' },
  { heading: 'Status' },
  { heading: 'Source' },
] as const;

function termsOf({ expectedTimes, retention }: ListLawResponse): string {
  return renderTable(TERM_COLUMNS, [
    ...expectedTimes.map((rule) => [
      nameOf(IncidentCategory, rule.category),
      `steps, ${nameOf(Urgency, rule.urgency)}`,
      `${[rule.toTriageMinutes, rule.toDispatchMinutes, rule.toSceneMinutes, rule.toResolutionMinutes].join(' + ')} min`,
      ...basisOf(rule.basis),
    ]),
    ...retention.map((rule) => [
      nameOf(IncidentCategory, rule.category),
      'retention',
      `${rule.days} days`,
      ...basisOf(rule.basis),
    ]),
  ]);
}

function basisOf(basis: RuleBasis | undefined): string[] {
  return [
    basis === undefined ? '' : daysOf(basis),
    nameOf(RuleStatus, basis?.status ?? RuleStatus.UNSPECIFIED),
    basis?.source ?? '',
  ];
}

function daysOf({ validFrom, validTo }: RuleBasis): string {
  return validTo === '' ? `from ${validFrom}` : `${validFrom} to ${validTo}`;
}

function nameOf(values: Readonly<Record<string, string | number>>, value: number): string {
  const [name = 'unknown'] = Object.entries(values).find(([, number]) => number === value) ?? [];
  return name.toLowerCase().replaceAll('_', ' ');
}
