import { randomUUID } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { RetentionClock, type ExpiringRecording } from '@safe-community/contracts/cameras/v1/retention.ts';
import { PreviewExpiryResponse, RestoreResponse } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { whole } from '../scorecard/numbers.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { countOption } from './option-values.ts';
import { FROM_WHERE } from './recording-holds.ts';

interface RestoreOptions {
  readonly reason: string;
  readonly place: string;
  readonly json: boolean;
}

/** `hromada recordings restore` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('take back the expiry of a recording; the clock of its policies starts again today')
    .argument('<recording-id>', 'UUID')
    .requiredOption('--reason <text>', 'why, 3 to 500 characters, no personal data: it is stored')
    .option('--place <text>', FROM_WHERE, '')
    .option('--json', 'print the message RestoreResponse as JSON', false)
    .action((recordingId: string, { reason, place, json }: RestoreOptions, command: Command) =>
      withConnection(command, async ({ recordingRetention }) => {
        const answer = await recordingRetention.restore({ requestId: randomUUID(), recordingId, reason, place });
        if (json) printJson(RestoreResponse.toJSON(answer));
        else print('Restored.');
      }),
    );
}

const CLOCKS: Readonly<Record<string, RetentionClock>> = {
  recorded: RetentionClock.RECORDED,
  uploaded: RetentionClock.UPLOADED,
};

function clockOption(word: string): RetentionClock {
  const clock = CLOCKS[word];
  if (clock === undefined) throw new InvalidArgumentError(`It must be one of ${Object.keys(CLOCKS).join(', ')}.`);
  return clock;
}

interface PreviewOptions extends PageOptions {
  readonly asOf: string;
  readonly days?: number;
  readonly category: string;
  readonly clock: RetentionClock;
  readonly validFrom: string;
  readonly source: string;
}

/** `hromada recordings preview-expiry` */
export function previewExpiryCommand(): Command {
  return withPageOptions(
    new Command('preview-expiry')
      .description('list what would be due by a policy of retention; without --days, what is due by the present ones')
      .option('--days <n>', 'the policy: full days after the clock starts, 1 to 36,600', countOption)
      .option('--category <code>', 'the policy: of this category (default: every recording)', '')
      .addOption(
        new Option('--clock <word>', `the policy: the clock starts when it was ${Object.keys(CLOCKS).join(' or ')}`)
          .argParser(clockOption)
          .default(RetentionClock.RECORDED, 'recorded'),
      )
      .option('--valid-from <day>', 'the policy: the first day on which it holds', '')
      .option('--source <text>', 'the policy: the act that sets it', '')
      .option('--as-of <day>', 'due on this day (default: today, or the first day of the policy)', ''),
    'PreviewExpiryResponse',
  )
    .addHelpText(
      'after',
      '\nExample: hromada recordings preview-expiry --days 30 --valid-from 2026-12-01 --source "наказ № 1026"',
    )
    .action((options: PreviewOptions, command: Command) =>
      withConnection(command, (connection) => showPreview(connection, options)),
    );
}

async function showPreview({ recordingRetention }: Connection, options: PreviewOptions): Promise<void> {
  const { asOf: asOfDate, pageSize, pageToken } = options;
  const policy = policyOf(options);
  const answer = await recordingRetention.previewExpiry({ policy, asOfDate, pageSize, pageToken });
  printPage(answer, PreviewExpiryResponse, options, DUE, answer.recordings.map(dueRow));
  if (options.json) return;
  const { totalRecordings, totalBytes, totalFrozen, previewToken } = answer;
  print(`${whole(totalRecordings)} recordings, ${whole(totalBytes)} bytes; ${whole(totalFrozen)} of them are frozen.`);
  if (previewToken !== '') print(`Token for SetPolicy: ${previewToken}`);
}

function policyOf({ days, category, clock, validFrom, source }: PreviewOptions) {
  if (days !== undefined) return { days, category, clock, validFrom, source, confirmed: false };
  if (category !== '' || validFrom !== '' || source !== '') throw new Problem('A policy needs --days.');
  return undefined;
}

const DUE = [{ heading: 'Due on' }, { heading: 'Category' }, { heading: 'Frozen' }, { heading: 'Recording' }] as const;

function dueRow({ recordingId, category, dueOn, frozen }: ExpiringRecording): string[] {
  return [dueOn, category === '' ? '—' : category, frozen ? 'yes' : 'no', recordingId];
}
