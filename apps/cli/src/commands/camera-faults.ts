import { Command } from 'commander';
import {
  GetFailureRatesResponse,
  ListRecallsResponse,
  type FailureRate,
  type FirmwareRecall,
  type RepairTime,
} from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

interface RecallOptions extends PageOptions {
  readonly complete: boolean;
}

/** `hromada cameras recalls` */
export function recallsCommand(): Command {
  return withPageOptions(
    new Command('recalls')
      .description('list recalls of firmware and how many cameras still have it')
      .option('--complete', 'also complete ones', false),
    'ListRecallsResponse',
  ).action((options: RecallOptions, command: Command) =>
    withConnection(command, async ({ faults }) => {
      const { complete: includeComplete, pageSize, pageToken } = options;
      const answer = await faults.listRecalls({ includeComplete, pageSize, pageToken });
      printPage(answer, ListRecallsResponse, options, RECALLS, answer.recalls.map(recallRow));
    }),
  );
}

const RECALLS = [
  { heading: 'Model' },
  { heading: 'Firmware' },
  { heading: 'Due on' },
  { heading: 'Affected', align: 'right' },
  { heading: 'Remaining', align: 'right' },
  { heading: 'Lost', align: 'right' },
  { heading: 'Complete' },
  { heading: 'Source' },
  { heading: 'Recall' },
] as const;

function recallRow(recall: FirmwareRecall): string[] {
  const { model, firmwareVersion, dueOn, affected, remaining, lost, completedTime, source, demonstration } = recall;
  return [
    `${model}${demonstration ? ' *' : ''}`,
    firmwareVersion,
    dueOn,
    ...[affected, remaining, lost].map((count) => whole(count)),
    completedTime === undefined ? 'no' : kyivTime(completedTime),
    source,
    recall.recallId,
  ];
}

const DAYS = 365;

interface RateOptions {
  readonly from?: string;
  readonly to?: string;
  readonly model: string;
  readonly json: boolean;
}

/** `hromada cameras failure-rates` */
export function failureRatesCommand(): Command {
  return new Command('failure-rates')
    .description('show faults for each 1,000 days with officers, by model and firmware, and how long repairs take')
    .option('--from <day>', `first day: 2026-01-01 (default: ${DAYS} days before the last)`)
    .option('--to <day>', 'last day (default: today)')
    .option('--model <name>', 'only of this model', '')
    .option('--json', 'print the message GetFailureRatesResponse as JSON', false)
    .action((options: RateOptions, command: Command) =>
      withConnection(command, (connection) => showRates(connection, options)),
    );
}

async function showRates({ faults }: Connection, { from, to, model, json }: RateOptions): Promise<void> {
  const lastDay = to ?? kyivDay(new Date());
  const firstDay = from ?? addDays(lastDay, -DAYS);
  const answer = await faults.getFailureRates({ firstDay, lastDay, model });
  if (json) return printJson(GetFailureRatesResponse.toJSON(answer));
  print(`From ${firstDay} to ${lastDay}`);
  printText(renderTable(RATES, answer.rates.map(rateRow)));
  if (answer.repairs.length > 0) printText(renderTable(REPAIRS, answer.repairs.map(repairRow)));
}

const RATES = [
  { heading: 'Model' },
  { heading: 'Firmware' },
  { heading: 'Days with officers', align: 'right' },
  { heading: 'Faults', align: 'right' },
  { heading: 'For 1,000 days', align: 'right' },
  { heading: '95 % interval', align: 'right' },
  { heading: 'Other faults', align: 'right' },
] as const;

function rateRow(rate: FailureRate): string[] {
  const isKnown = rate.issuedDays > 0;
  return [
    rate.model,
    rate.firmwareVersion || 'unknown',
    whole(Math.round(rate.issuedDays)),
    whole(rate.faults),
    isKnown ? rate.perThousandDays.toFixed(2) : '—',
    isKnown ? `${rate.low.toFixed(2)}–${rate.high.toFixed(2)}` : '—',
    whole(rate.otherFaults),
  ];
}

const REPAIRS = [
  { heading: 'Model' },
  { heading: 'Repaired', align: 'right' },
  { heading: 'Median days', align: 'right' },
  { heading: '90 % within', align: 'right' },
  { heading: 'In repair', align: 'right' },
  { heading: 'Longest so far', align: 'right' },
] as const;

function repairRow({ model, completed, medianDays, p90Days, inRepair, longestOpenDays }: RepairTime): string[] {
  const days = (value: number, of: number) => (of === 0 ? '—' : value.toFixed(1));
  return [
    model,
    whole(completed),
    days(medianDays, completed),
    days(p90Days, completed),
    whole(inRepair),
    days(longestOpenDays, inRepair),
  ];
}
