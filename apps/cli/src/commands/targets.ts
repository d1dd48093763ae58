import { Command } from 'commander';
import type { ResponseTarget } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { ListResponseTargetsResponse } from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderTable } from '../scorecard/table.ts';
import { printJson, printText } from '../terminal/print.ts';
import { duration } from '../time/show-time.ts';
import { targetWords } from '../wording/targets.ts';
import { allPages } from './list-page.ts';

interface Options {
  readonly day: string;
  readonly replaced: boolean;
  readonly json: boolean;
}

const HELP = `
"not confirmed": no person has compared the target with its source yet. An announced target is measured and sets no deadline.
What came on time: hromada on-time. What a new installation holds: docs/law.md.`;

/** `hromada targets` */
export function targetsCommand(): Command {
  return new Command('targets')
    .description('list the targets of response and repair: minutes, days, status, source, and which are not applied')
    .option('--day <day>', 'only targets that hold on this day: 2026-01-31', '')
    .option('--replaced', 'with the versions that were replaced', false)
    .option('--json', 'print the message ListResponseTargetsResponse as JSON, with all targets', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listTargets(connection, options)),
    );
}

async function listTargets({ targets }: Connection, { day, replaced, json }: Options): Promise<void> {
  const pages = await allPages((page) =>
    targets.listResponseTargets({ ...page, validOn: day, includeReplaced: replaced }),
  );
  const all = {
    targets: pages.flatMap((page) => page.targets),
    records: pages.flatMap((page) => page.records),
    notAppliedReasons: pages.flatMap((page) => page.notAppliedReasons),
    nextPageToken: '',
  };
  if (json) return printJson(ListResponseTargetsResponse.toJSON(all));
  const rows = all.targets.map((target, index) => rowOf(target, all.notAppliedReasons[index] ?? ''));
  printText(renderTable(COLUMNS, rows));
}

const COLUMNS = [
  { heading: 'Goal' },
  { heading: 'Service' },
  { heading: 'Class' },
  { heading: 'Area' },
  { heading: 'Promised by' },
  { heading: 'Target' },
  { heading: 'Clock' },
  { heading: 'Holds' },
  { heading: 'Status' },
  { heading: 'Applied' },
  { heading: 'Source' },
] as const;

function rowOf(target: ResponseTarget, notApplied: string): string[] {
  const { targetClass, hromadaCode, minutes, allowedExceedancePercent: allowed } = target;
  const { validFrom, validTo, confirmed, source } = target;
  const { goal, service, area, clock, status } = targetWords(target);
  return [
    goal,
    service,
    targetClass || 'all',
    area,
    hromadaCode === '' ? '' : (findHromada(hromadaCode)?.name ?? hromadaCode),
    `${duration(60 * minutes)}${allowed === undefined ? '' : `, ${allowed} % may take longer`}`,
    clock,
    validTo === '' ? `from ${validFrom}` : `${validFrom} to ${validTo}`,
    `${status}${confirmed ? '' : ', not confirmed'}`,
    notApplied === '' ? 'yes' : `not automatically: ${notApplied}`,
    source,
  ];
}
