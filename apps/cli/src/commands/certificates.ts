import { Command } from 'commander';
import { findServices, type ConnectionOptions } from '../connection/find-services.ts';
import { certificatesOf, type SeenCertificate } from '../certificates/certificates-of.ts';
import { renderTable } from '../terminal/table.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { kyivTime } from '../time/show-time.ts';
import { countOption } from './option-values.ts';

interface Options extends ConnectionOptions {
  readonly within: number;
  readonly json: boolean;
}

const HELP = `
Lists the certificates that the services present, this client's own, and the trusted authorities. From 14 days before a
certificate expires, the service also reports it in its log and metrics: docs/runbooks/rotate-certificates.md

Exit codes: 0 all are valid for longer, 1 one expires within the given days or a service does not respond.`;

/** `hromada certificates` */
export function certificatesCommand(): Command {
  return new Command('certificates')
    .option('--within <days>', 'fail if a certificate expires within this many days', countOption, 14)
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action((_: unknown, command: Command) => showCertificates(command.optsWithGlobals<Options>()));
}

async function showCertificates({ within, json, ...connection }: Options): Promise<void> {
  const seen = await certificatesOf(findServices(connection, process.env));
  if (json) printJson(seen);
  else printText(renderTable(COLUMNS, seen.map(rowOf)));
  const ending = seen.filter(({ daysLeft }) => daysLeft === undefined || daysLeft < within);
  if (ending.length === 0) return;
  throw new Problem(['Problems found:', ...ending.map((one) => whyOf(one, within))].join('\n  '));
}

const COLUMNS = [
  { heading: 'Owner' },
  { heading: 'Subject' },
  { heading: 'Issuer' },
  { heading: 'Expires (Kyiv)' },
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
  return `${of}: ${subject} expires in ${daysLeft} days, fewer than ${within}`;
}
