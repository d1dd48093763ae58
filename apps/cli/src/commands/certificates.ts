import { Command } from 'commander';
import { findServices, type ConnectionOptions } from '../connection/find-services.ts';
import { certificatesOf, type SeenCertificate } from '../certificates/certificates-of.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { kyivTime } from '../time/show-time.ts';
import { countOption } from './option-values.ts';

interface Options extends ConnectionOptions {
  readonly within: number;
  readonly json: boolean;
}

const HELP = `
Those that the services show to whoever connects, the own one, and the authorities that are trusted here. A service says
by itself from 14 days before when one of its own ends, in its log and its metrics: docs/runbooks/rotate-certificates.md

Exit codes: 0 all go on for longer, 1 one ends within the days or a service does not answer.`;

/** `hromada certificates` */
export function certificatesCommand(): Command {
  return new Command('certificates')
    .description('whose certificates are in use, and for how many days they go on')
    .option('--within <days>', 'what ends within so many days is a failure', countOption, 14)
    .option('--json', 'for a program', false)
    .addHelpText('after', HELP)
    .action((_: unknown, command: Command) => showCertificates(command.optsWithGlobals<Options>()));
}

async function showCertificates({ within, json, ...connection }: Options): Promise<void> {
  const seen = await certificatesOf(findServices(connection, process.env));
  if (json) printJson(seen);
  else print(renderTable(COLUMNS, seen.map(rowOf)));
  const ending = seen.filter(({ daysLeft }) => daysLeft === undefined || daysLeft < within);
  if (ending.length === 0) return;
  throw new Problem(['Not all is well:', ...ending.map((one) => whyOf(one, within))].join('\n  '));
}

const COLUMNS = [
  { heading: 'Of' },
  { heading: 'Subject' },
  { heading: 'Issuer' },
  { heading: 'Ends (Kyiv)' },
  { heading: 'Days left', align: 'right' },
] as const;

function rowOf({ of, subject, issuer, endsAt, daysLeft, trouble }: SeenCertificate): string[] {
  return [
    of,
    subject ?? trouble ?? '',
    issuer ?? '',
    kyivTime(endsAt),
    daysLeft === undefined ? '—' : String(daysLeft),
  ];
}

function whyOf({ of, subject, daysLeft, trouble }: SeenCertificate, within: number): string {
  if (daysLeft === undefined) return `${of}: ${trouble}`;
  return `${of}: ${subject} ends in ${daysLeft} days, fewer than ${within}`;
}
