import { once } from 'node:events';
import { Command } from 'commander';
import {
  AuditCheckpoint,
  AuditEntry,
  EntryKind,
  ExportEntriesResponse,
  type SearchEntriesRequest,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { escapeHidden } from '@safe-community/domain-kit';
import type { ServiceName } from '@safe-community/local-stack/state';
import { entryKindOption, KIND_WORDS, wordOfKind } from '../audit/entry-kinds.ts';
import { readEntries } from '../audit/read-entries.ts';
import { checkpointsOfFiles, exportOfFile, verifyAudit, type Kept, type Verdict } from '../audit/verify-audit.ts';
import type { Connection } from '../connection/connect-services.ts';
import { namedServices, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { renderTable } from '../terminal/table.ts';
import { kyivTime } from '../time/show-time.ts';
import { countOption, instantOption } from './option-values.ts';

/** `hromada audit …` */
export function auditCommand(): Command {
  return new Command('audit')
    .addCommand(searchAuditCommand())
    .addCommand(verifyAuditCommand())
    .addCommand(exportAuditCommand())
    .addCommand(keepCheckpointCommand());
}

interface SearchOptions {
  readonly system: string;
  readonly person: string;
  readonly method: string;
  readonly about: string;
  readonly kind?: EntryKind;
  readonly from?: Date;
  readonly to?: Date;
  readonly limit: number;
  readonly json: boolean;
}

interface Found {
  readonly service: string;
  readonly entry: AuditEntry;
}

/** `hromada audit search` */
function searchAuditCommand(): Command {
  return new Command('search')
    .description('search the audit entries of all services, or of one, newest first')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--system <name>', 'only calls of this system', '')
    .option('--person <id>', 'only calls of this person, by the id that the calling system sent', '')
    .option('--method <name>', 'only this method, full name: safecommunity.….v1.SomeService/SomeMethod', '')
    .option('--about <id>', 'only entries about this incident, officer, or camera', '')
    .option('--kind <word>', KIND_WORDS.join(', '), entryKindOption)
    .option('--from <time>', 'committed at or after: 2026-01-31T18:05:00+02:00', instantOption)
    .option('--to <time>', 'committed before', instantOption)
    .option('--limit <n>', 'maximum per service', countOption, 100)
    .option('--json', 'print messages AuditEntry as JSON, each with its service', false)
    .action((service: ServiceName | undefined, options: SearchOptions, command: Command) =>
      withConnection(command, (connection) => search(connection, service, options)),
    );
}

async function search(connection: Connection, service: ServiceName | undefined, options: SearchOptions): Promise<void> {
  const filter: Partial<SearchEntriesRequest> = {
    system: options.system,
    actingUser: options.person,
    method: options.method,
    subjectId: options.about,
    kind: options.kind ?? EntryKind.UNSPECIFIED,
    fromTime: options.from,
    toTime: options.to,
  };
  const found: Found[] = [];
  for (const audited of namedServices(connection, service)) {
    for await (const entry of readEntries(audited, filter, options.limit)) found.push({ service: audited.name, entry });
  }
  if (options.json) printJson(found.map(({ service: of, entry }) => ({ service: of, ...toJson(entry) })));
  else if (found.length === 0) print('No entries found.');
  else printText(renderTable(COLUMNS, found.map(rowOf)));
}

function toJson(entry: AuditEntry): object {
  return AuditEntry.toJSON(entry) as object;
}

const COLUMNS = [
  { heading: 'Service' },
  { heading: 'Entry', align: 'right' },
  { heading: 'When (Kyiv)' },
  { heading: 'Kind' },
  { heading: 'System' },
  { heading: 'Person' },
  { heading: 'Purpose' },
  { heading: 'Method' },
  { heading: 'About' },
  { heading: 'Denied' },
  { heading: 'Times', align: 'right' },
] as const;

function rowOf({ service, entry }: Found): string[] {
  const { sequence, occurredTime, kind, system, actingUser, purpose, method, subjectIds, refusal, times } = entry;
  return [
    service,
    String(sequence),
    kyivTime(occurredTime),
    wordOfKind(kind),
    system,
    actingUser,
    purpose,
    method.split('/').at(-1) ?? method,
    subjectIds.join(' '),
    refusal,
    String(times),
  ];
}

interface VerifyOptions {
  readonly checkpoints: readonly string[];
  readonly key: readonly string[];
  readonly file?: string;
  readonly json: boolean;
}

const VERIFY_HELP = `
Computes every digest here, outside the database, and checks every signature. Without --checkpoints or --key, it trusts
the keys that the service itself names, and cannot detect an audit that was completely rewritten and signed again.

Exit codes: 0 nothing was altered, 1 something was; the findings are listed.`;

/** `hromada audit verify` */
function verifyAuditCommand(): Command {
  return new Command('verify')
    .description('verify that no audit entry of all services, or of one, was altered, deleted, or inserted')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--checkpoints <file>', 'checkpoints stored elsewhere; repeatable', several, [])
    .option('--key <id>', 'another trusted signing key, for example after a rotation; repeatable', several, [])
    .option('--file <export>', 'read an export instead of calling the service')
    .option('--json', 'print JSON', false)
    .addHelpText('after', VERIFY_HELP)
    .action(async (service: ServiceName | undefined, options: VerifyOptions, command: Command) => {
      const kept = { checkpoints: await checkpointsOfFiles(options.checkpoints), keyIds: options.key };
      if (options.file === undefined) {
        return withConnection(command, async (connection) =>
          show(await verifyServices(connection, service, kept), options.json),
        );
      }
      if (service === undefined) throw new Problem('Name the service of the export.', 2);
      show([await verifyAudit(service, exportOfFile(options.file), kept)], options.json);
    });
}

function several(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

async function verifyServices(
  connection: Connection,
  service: ServiceName | undefined,
  kept: Kept,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const audited of namedServices(connection, service)) {
    verdicts.push(await verifyAudit(audited.name, audited.readAudit(0n), kept));
  }
  return verdicts;
}

function show(verdicts: readonly Verdict[], json: boolean): void {
  if (json) printJson(verdicts.map(toJsonVerify));
  else for (const verdict of verdicts) print(inWords(verdict));
  const findings = verdicts.flatMap(({ service, findings: own }) => own.map((finding) => `${service}: ${finding}`));
  if (findings.length > 0)
    throw new Problem(['The audit was tampered with · Журнал аудиту підроблено:', ...findings].join('\n  '));
}

function inWords({ service, counted, findings, keysVouchedFor }: Verdict): string {
  const { entries, links, checkpoints, lastSequence } = counted;
  const checked = `${service}: ${entries} entries in ${links} links up to ${lastSequence}, ${checkpoints} checkpoints`;
  if (findings.length > 0) return `${checked}: ALTERED`;
  return `${checked}: unaltered${keysVouchedFor ? '' : '; signing keys are vouched for only by the service itself'}`;
}

function toJsonVerify({ service, counted, findings, keysVouchedFor }: Verdict): object {
  return { service, ...counted, lastSequence: String(counted.lastSequence), findings, keysVouchedFor };
}

const EXPORT_HELP = `
Prints one ExportEntriesResponse as JSON per line: links, entries, and checkpoints, everything needed to verify the audit
elsewhere (docs/audit-format.md, or: hromada audit verify <service> --file <export>).`;

/** `hromada audit export` */
function exportAuditCommand(): Command {
  return new Command('export')
    .description('print the whole audit of a service as JSON lines')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .option('--from <sequence>', 'start with the link that contains this entry', countOption, 0)
    .addHelpText('after', EXPORT_HELP)
    .action((service: ServiceName, { from }: { from: number }, command: Command) =>
      withConnection(command, async (connection) => {
        for (const audited of namedServices(connection, service)) {
          for await (const part of audited.readAudit(BigInt(from))) await write(part);
        }
      }),
    );
}

/** Applies backpressure when stdout is slower than the service. */
async function write(part: ExportEntriesResponse): Promise<void> {
  const line = `${escapeHidden(JSON.stringify(ExportEntriesResponse.toJSON(part)))}\n`;
  if (!process.stdout.write(line)) await once(process.stdout, 'drain');
}

const KEEP_HELP = `
Append the output to a file that nobody with write access to the databases can reach. With --checkpoints <file>, hromada
audit verify then also detects a truncated or completely rewritten audit.`;

/** `hromada audit checkpoint` */
function keepCheckpointCommand(): Command {
  return new Command('checkpoint')
    .description('print the newest signed checkpoint of all services, or of one, as JSON lines')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--last <n>', 'how many per service, at most 500', countOption, 1)
    .addHelpText('after', KEEP_HELP)
    .action((service: ServiceName | undefined, { last }: { last: number }, command: Command) =>
      withConnection(command, async (connection) => {
        for (const { audit } of namedServices(connection, service)) {
          const { checkpoints } = await audit.listCheckpoints({ pageSize: Math.max(last, 1), pageToken: '' });
          for (const checkpoint of checkpoints) print(JSON.stringify(AuditCheckpoint.toJSON(checkpoint)));
        }
      }),
    );
}
