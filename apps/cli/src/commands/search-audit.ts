import { Command } from 'commander';
import { AuditEntry, EntryKind, type SearchEntriesRequest } from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { entryKindOption, KIND_WORDS, wordOfKind } from '../audit/entry-kinds.ts';
import { readEntries } from '../audit/read-entries.ts';
import type { Connection } from '../connection/connect-services.ts';
import { namedServices, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { countOption, instantOption } from './option-values.ts';

interface Options {
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
export function searchAuditCommand(): Command {
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
    .action((service: ServiceName | undefined, options: Options, command: Command) =>
      withConnection(command, (connection) => search(connection, service, options)),
    );
}

async function search(connection: Connection, service: ServiceName | undefined, options: Options): Promise<void> {
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
