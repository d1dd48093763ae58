import type { Command } from 'commander';
import {
  GetFailureRatesResponse,
  ListRecallsRequest,
  ListRecallsResponse,
  type FailureRate,
  type RepairTime,
} from '@safe-community/contracts/cameras/v1/fault_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { flag, lastDaysOf } from '../lists/filters.ts';
import { listCommand, optionOf } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { duration, lastDays, periodLine } from '../time/show-time.ts';
import { jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada cameras recalls` */
export function recallsCommand(): Command {
  return listCommand({
    name: 'recalls',
    about: {
      uk: 'відкликання прошивок і скільки камер ще мають їх',
      en: 'list recalls of firmware and how many cameras still have it',
    },
    request: ListRecallsRequest,
    response: ListRecallsResponse,
    read: ({ faults }, request) => faults.listRecalls(request),
    items: ({ recalls }) => recalls,
    filters: { includeComplete: flag('complete', { uk: 'також завершені', en: 'also complete ones' }) },
    columns: [
      { uk: 'Модель', en: 'Model', of: ({ model }) => model },
      { uk: 'Прошивка', en: 'Firmware', of: ({ firmwareVersion }) => firmwareVersion },
      { uk: 'Строк', en: 'Due on', of: ({ dueOn }) => dueOn },
      { uk: 'Охоплено', en: 'Affected', of: ({ affected }) => affected, drop: 1 },
      { uk: 'Лишилося', en: 'Remaining', of: ({ remaining }) => remaining },
      { uk: 'Втрачено', en: 'Lost', of: ({ lost }) => lost, drop: 2 },
      { uk: 'Завершено', en: 'Complete', of: ({ completedTime }) => completedTime ?? false, drop: 3 },
      { uk: 'Джерело', en: 'Source', of: ({ source }) => source, drop: 4 },
      { uk: 'Відкликання', en: 'Recall', of: ({ recallId }) => recallId, drop: 5 },
    ],
  });
}

const DAYS = 365;

interface RateOptions {
  readonly from: string;
  readonly to: string;
  readonly model: string;
  readonly json: boolean;
}

/** `hromada cameras failure-rates` */
export function failureRatesCommand(): Command {
  const { firstDay, lastDay } = lastDaysOf(DAYS);
  return new SpokenCommand('failure-rates')
    .about({
      uk: 'несправності на 1000 днів в офіцерів за моделлю та прошивкою і тривалість ремонтів',
      en: 'show faults for each 1,000 days with officers, by model and firmware, and how long repairs take',
    })
    .addOption(optionOf(firstDay).default(''))
    .addOption(optionOf(lastDay).default(''))
    .takes('--model <name>', '', { uk: 'лише цієї моделі', en: 'only of this model' })
    .addOption(jsonOption('GetFailureRatesResponse'))
    .action((options: RateOptions, command: Command) =>
      withConnection(command, (connection) => showRates(connection, options)),
    );
}

async function showRates({ faults }: Connection, { from, to, model, json }: RateOptions): Promise<void> {
  const period = lastDays(DAYS, { firstDay: from, lastDay: to });
  const answer = await faults.getFailureRates({ ...period, model });
  if (json) return printJson(GetFailureRatesResponse.toJSON(answer));
  print(periodLine(period));
  printText(renderRows(RATES, answer.rates));
  if (answer.repairs.length > 0) printText(renderRows(REPAIRS, answer.repairs));
}

const RATES: readonly Column<FailureRate>[] = [
  { uk: 'Модель', en: 'Model', of: ({ model }) => model },
  {
    uk: 'Прошивка',
    en: 'Firmware',
    of: ({ firmwareVersion }) => firmwareVersion || say({ uk: 'невідома', en: 'unknown' }),
  },
  { uk: 'Днів в офіцерів', en: 'Days with officers', of: ({ issuedDays }) => Math.round(issuedDays) },
  { uk: 'Несправностей', en: 'Faults', of: ({ faults }) => faults },
  {
    uk: 'На 1000 днів',
    en: 'For 1,000 days',
    of: (rate) => ifKnown(rate, rate.perThousandDays.toFixed(2)),
    align: 'right',
  },
  {
    uk: 'Інтервал 95 %',
    en: '95 % interval',
    of: (rate) => ifKnown(rate, `${rate.low.toFixed(2)}–${rate.high.toFixed(2)}`),
    align: 'right',
  },
  { uk: 'Інших', en: 'Other faults', of: ({ otherFaults }) => otherFaults, drop: 1 },
];

function ifKnown({ issuedDays }: FailureRate, text: string): string {
  return issuedDays > 0 ? text : '';
}

const REPAIRS: readonly Column<RepairTime>[] = [
  { uk: 'Модель', en: 'Model', of: ({ model }) => model },
  { uk: 'Відремонтовано', en: 'Repaired', of: ({ completed }) => completed },
  { uk: 'Медіана', en: 'Median', of: ({ medianDays, completed }) => days(medianDays, completed), align: 'right' },
  { uk: '90 % за', en: '90 % within', of: ({ p90Days, completed }) => days(p90Days, completed), align: 'right' },
  { uk: 'У ремонті', en: 'In repair', of: ({ inRepair }) => inRepair },
  {
    uk: 'Найдовше досі',
    en: 'Longest so far',
    of: ({ longestOpenDays, inRepair }) => days(longestOpenDays, inRepair),
    align: 'right',
  },
];

function days(value: number, of: number): string {
  return of === 0 ? '' : duration(value * 86_400);
}
