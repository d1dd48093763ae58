import { once } from 'node:events';
import type { Command } from 'commander';
import {
  AuditCheckpoint,
  AuditEntry,
  ExportEntriesResponse,
  SearchEntriesRequest,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { escapeHidden } from '@safe-community/domain-kit/plain';
import type { ServiceName } from '@safe-community/local-stack/state';
import { checkpointsOfFiles, exportOfFile, verifyAudit, type Kept, type Verdict } from '../audit/verify-audit.ts';
import type { Connection } from '../connection/connect-services.ts';
import { NAMED_SERVICES, namedServices, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { instant, oneOf, text } from '../lists/filters.ts';
import { searchCommand } from '../lists/search.ts';
import { say } from '../terminal/language.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { ENTRY_KINDS } from '../wording/operations.ts';
import { countOption, textsOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada audit …` */
export function auditCommand(): Command {
  return new SpokenCommand('audit')
    .addCommand(searchAuditCommand())
    .addCommand(verifyAuditCommand())
    .addCommand(exportAuditCommand())
    .addCommand(keepCheckpointCommand());
}

/** `hromada audit search` */
function searchAuditCommand(): Command {
  return searchCommand({
    name: 'search',
    about: {
      uk: 'шукає записи аудиту всіх служб або однієї, спершу найновіші',
      en: 'search the audit entries of all services, or of one, newest first',
    },
    request: SearchEntriesRequest,
    item: AuditEntry,
    read: ({ audit }, request) => audit.searchEntries(request),
    items: ({ entries }) => entries,
    limit: 100,
    filters: {
      system: text('system', 'name', 'gateway', { uk: 'лише виклики цієї системи', en: 'only calls of this system' }),
      actingUser: text('person', 'id', 'olena', {
        uk: 'лише виклики цієї особи, за ідентифікатором від системи, що викликає',
        en: 'only calls of this person, by the id that the calling system sent',
      }),
      method: text('method', 'name', 'safecommunity.officers.v1.OfficerService/UpdateOfficer', {
        uk: 'лише цей метод, повна назва',
        en: 'only this method, full name',
      }),
      subjectId: text('about', 'id', '01a20e69-c127-71a7-801b-25d42575900e', {
        uk: 'лише записи про цю подію, офіцера або камеру',
        en: 'only entries about this incident, officer, or camera',
      }),
      kind: oneOf('kind', ENTRY_KINDS, { uk: 'лише цього виду', en: 'only of this kind' }),
      fromTime: instant('from', { uk: 'записані в цей час або пізніше', en: 'committed at or after' }),
      toTime: instant('to', { uk: 'записані раніше', en: 'committed before' }),
    },
    columns: [
      { uk: 'Запис', en: 'Entry', of: ({ sequence }) => sequence },
      { uk: 'Коли (Київ)', en: 'When (Kyiv)', of: ({ occurredTime }) => occurredTime },
      { uk: 'Вид', en: 'Kind', of: ({ kind }) => ENTRY_KINDS.nameOf(kind) },
      { uk: 'Система', en: 'System', of: ({ system }) => system, drop: 6 },
      { uk: 'Особа', en: 'Person', of: ({ actingUser }) => actingUser, drop: 3 },
      { uk: 'Мета', en: 'Purpose', of: ({ purpose }) => purpose, drop: 4 },
      { uk: 'Метод', en: 'Method', of: ({ method }) => method.split('/').at(-1), drop: 5 },
      { uk: 'Про кого чи що', en: 'About', of: ({ subjectIds }) => subjectIds, drop: 7 },
      { uk: 'Відмова', en: 'Denied', of: ({ refusal }) => refusal, drop: 2 },
      { uk: 'Разів', en: 'Times', of: ({ times }) => times, drop: 1 },
    ],
  });
}

interface VerifyOptions {
  readonly checkpoints: readonly string[];
  readonly key: readonly string[];
  readonly file?: string;
  readonly json: boolean;
}

const VERIFY_HELP = {
  uk: `
Обчислює кожен дайджест тут, поза базою даних, і перевіряє кожен підпис. Без --checkpoints і --key довіряє ключам, які
називає сама служба, тож не виявить журналу, який повністю переписали й підписали знову.

Коди завершення: 0 – нічого не змінено, 1 – щось змінено; знахідки перелічено.`,
  en: `
Computes every digest here, outside the database, and checks every signature. Without --checkpoints or --key, it trusts
the keys that the service itself names, and cannot detect an audit that was completely rewritten and signed again.

Exit codes: 0 nothing was altered, 1 something was; the findings are listed.`,
};

/** `hromada audit verify` */
function verifyAuditCommand(): Command {
  return new SpokenCommand('verify')
    .about({
      uk: 'перевіряє, що жодного запису аудиту всіх служб або однієї не змінено, не видалено й не вставлено',
      en: 'verify that no audit entry of all services, or of one, was altered, deleted, or inserted',
    })
    .names('[service]', serviceArgument, NAMED_SERVICES)
    .takes('--checkpoints <file>', textsOption, [], {
      uk: 'контрольні точки, збережені деінде; можна повторювати',
      en: 'checkpoints stored elsewhere; repeatable',
    })
    .takes('--key <id>', textsOption, [], {
      uk: 'ще один довірений ключ підпису, наприклад після заміни; можна повторювати',
      en: 'another trusted signing key, for example after a rotation; repeatable',
    })
    .takes('--file <export>', {
      uk: 'читати вивантаження замість виклику служби',
      en: 'read an export instead of calling the service',
    })
    .takes('--json', { uk: 'друкувати JSON', en: 'print JSON' })
    .explains(VERIFY_HELP)
    .action(async (service: ServiceName | undefined, options: VerifyOptions, command: Command) => {
      const kept = { checkpoints: await checkpointsOfFiles(options.checkpoints), keyIds: options.key };
      if (options.file === undefined) {
        return withConnection(command, async (connection) =>
          show(await verifyServices(connection, service, kept), options.json),
        );
      }
      if (service === undefined)
        throw new Problem({ uk: 'Назвіть службу, чиє це вивантаження.', en: 'Name the service of the export.' }, 2);
      show([await verifyAudit(service, exportOfFile(options.file), kept)], options.json);
    });
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
  if (findings.length === 0) return;
  const listed = findings.map((finding) => `\n  ${finding}`).join('');
  throw new Problem({ uk: `Журнал аудиту підроблено:${listed}`, en: `The audit was tampered with:${listed}` });
}

function inWords({ service, counted, findings, keysVouchedFor }: Verdict): string {
  const { entries, links, checkpoints, lastSequence } = counted;
  const checked = say({
    uk: `${service}: записів – ${entries}, ланок – ${links}, до ${lastSequence}; контрольних точок – ${checkpoints}`,
    en: `${service}: ${entries} entries in ${links} links up to ${lastSequence}, ${checkpoints} checkpoints`,
  });
  if (findings.length > 0) return `${checked}: ${say({ uk: 'ЗМІНЕНО', en: 'ALTERED' })}`;
  const unaltered = say({ uk: 'не змінено', en: 'unaltered' });
  const vouched = say({
    uk: '; за ключі підпису ручається лише сама служба',
    en: '; signing keys are vouched for only by the service itself',
  });
  return `${checked}: ${unaltered}${keysVouchedFor ? '' : vouched}`;
}

function toJsonVerify({ service, counted, findings, keysVouchedFor }: Verdict): object {
  return { service, ...counted, lastSequence: String(counted.lastSequence), findings, keysVouchedFor };
}

const EXPORT_HELP = {
  uk: `
Друкує в кожному рядку один ExportEntriesResponse як JSON: ланки, записи й контрольні точки, тобто все, щоб перевірити
аудит деінде (docs/audit-format.md або: hromada audit verify <service> --file <export>).`,
  en: `
Prints one ExportEntriesResponse as JSON per line: links, entries, and checkpoints, everything needed to verify the audit
elsewhere (docs/audit-format.md, or: hromada audit verify <service> --file <export>).`,
};

/** `hromada audit export` */
function exportAuditCommand(): Command {
  return new SpokenCommand('export')
    .about({ uk: 'друкує весь аудит служби рядками JSON', en: 'print the whole audit of a service as JSON lines' })
    .names('<service>', serviceArgument, NAMED_SERVICES)
    .takes('--from <sequence>', countOption, 0, {
      uk: 'почати з ланки, що містить цей запис',
      en: 'start with the link that contains this entry',
    })
    .explains(EXPORT_HELP)
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

const KEEP_HELP = {
  uk: `
Дописуйте надруковане до файлу, якого не дістане ніхто з доступом до баз даних. З --checkpoints <file> команда
hromada audit verify тоді виявить і обрізаний, і повністю переписаний журнал.`,
  en: `
Append the output to a file that nobody with write access to the databases can reach. With --checkpoints <file>, hromada
audit verify then also detects a truncated or completely rewritten audit.`,
};

/** `hromada audit checkpoint` */
function keepCheckpointCommand(): Command {
  return new SpokenCommand('checkpoint')
    .about({
      uk: 'друкує найновішу підписану контрольну точку всіх служб або однієї рядками JSON',
      en: 'print the newest signed checkpoint of all services, or of one, as JSON lines',
    })
    .names('[service]', serviceArgument, NAMED_SERVICES)
    .takes('--last <n>', countOption, 1, {
      uk: 'скільки від кожної служби, щонайбільше 500',
      en: 'how many per service, at most 500',
    })
    .explains(KEEP_HELP)
    .action((service: ServiceName | undefined, { last }: { last: number }, command: Command) =>
      withConnection(command, async (connection) => {
        for (const { audit } of namedServices(connection, service)) {
          const { checkpoints } = await audit.listCheckpoints({ pageSize: Math.max(last, 1), pageToken: '' });
          for (const checkpoint of checkpoints) print(JSON.stringify(AuditCheckpoint.toJSON(checkpoint)));
        }
      }),
    );
}
