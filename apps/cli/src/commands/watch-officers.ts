import { Command } from 'commander';
import { WatchOfficersResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { findOblast } from '@safe-community/territory';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { print } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfOfficerKind, nameOfOfficerState } from '../wording/officers.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly oblast?: string;
  readonly resumeToken: string;
  readonly limit: number;
  readonly json: boolean;
}

const HELP = `
Runs until Ctrl-C, or until --limit changes. With --json, each line is one message, also those that only advance the
token: pass the last token to --resume-token to continue without gaps or repeats.

Example: hromada officers watch --oblast Вінницька`;

/** `hromada officers watch` */
export function watchOfficersCommand(): Command {
  return new Command('watch')
    .description('show changes of officers as they happen, without names')
    .option('--oblast <code or name>', 'changes that name this oblast')
    .option('--resume-token <token>', 'continue after this message (default: from now on)', '')
    .option('--limit <n>', 'end after this many changes; 0 never ends', countOption, 0)
    .option('--json', 'print each message WatchOfficersResponse as a line of JSON', false)
    .addHelpText('after', HELP)
    .action((_: Options, command: Command) => {
      // The parent command `officers` also declares --json and --oblast, and consumes them.
      const options = command.optsWithGlobals<Options>();
      return withConnection(command, (connection) => watch(connection, options));
    });
}

/** The server ends a stream that is an hour old. */
const RESUMABLE = 'STREAM_TOO_OLD';

async function watch({ officerRecords }: Connection, { oblast, limit, json, ...options }: Options): Promise<void> {
  const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
  let { resumeToken } = options;
  let shown = 0;
  if (!json) print(lineOf(['Time (Kyiv)', 'Event', 'Kind', 'State', 'Oblast', 'Officer']));
  for (;;) {
    try {
      for await (const message of officerRecords.watchOfficers({ resumeToken, oblastCode })) {
        resumeToken = message.resumeToken;
        if (json) print(JSON.stringify(WatchOfficersResponse.toJSON(message)));
        else if (message.change !== undefined) print(lineOf(cellsOf(message.change)));
        if (message.change === undefined) continue;
        shown += 1;
        if (shown === limit) return;
      }
    } catch (error) {
      if (!(error instanceof CallError) || error.details.reason !== RESUMABLE) throw error;
    }
  }
}

/** Widths of the columns before the last one: rows come one by one, so they cannot be measured. */
const WIDTHS = [20, 26, 18, 13, 14] as const;

function lineOf(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(' ');
}

function cellsOf({ changedTime, event, kind, state, oblastCode, officerId, demonstration }: OfficerChange): string[] {
  return [
    kyivTime(changedTime),
    event,
    kind === 0 ? '—' : nameOfOfficerKind(kind).en,
    state === 0 ? '—' : nameOfOfficerState(state).en,
    findOblast(oblastCode)?.name ?? '—',
    `${officerId}${demonstration ? ' *' : ''}`,
  ];
}
