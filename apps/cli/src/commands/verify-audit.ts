import { Command } from 'commander';
import { AUDITED_SERVICES, auditedServiceArgument, auditsOf, type AuditedServiceName } from '../audit/audit-of.ts';
import { checkpointsOfFiles, exportOfFile, verifyAudit, type Kept, type Verdict } from '../audit/verify-audit.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';

interface Options {
  readonly checkpoints: readonly string[];
  readonly key: readonly string[];
  readonly file?: string;
  readonly json: boolean;
}

const HELP = `
Every digest is computed here, outside the database, and every signature checked. Without --checkpoints and --key the keys
are those that the service itself names: then a whole that was written anew and signed anew is not found.

Exit codes: 0 all is as it was written, 1 something is not, and it is named.`;

/** `hromada audit verify` */
export function verifyAuditCommand(): Command {
  return new Command('verify')
    .description('see that nothing of the audit of all services, or of one, was altered, deleted or put in')
    .argument('[service]', AUDITED_SERVICES.join(', '), auditedServiceArgument)
    .option('--checkpoints <file>', 'checkpoints that were kept elsewhere; may be repeated', several, [])
    .option('--key <id>', 'a further key that may have signed, as after a rotation; may be repeated', several, [])
    .option('--file <export>', 'an export of the service instead of the service')
    .option('--json', 'for a program', false)
    .addHelpText('after', HELP)
    .action(async (service: AuditedServiceName | undefined, options: Options, command: Command) => {
      const kept = { checkpoints: await checkpointsOfFiles(options.checkpoints), keyIds: options.key };
      if (options.file === undefined) {
        return withConnection(command, async (connection) =>
          show(await verifyServices(connection, service, kept), options.json),
        );
      }
      if (service === undefined) throw new Problem('Of which service is the export? Name it.', 2);
      show([await verifyAudit(service, exportOfFile(options.file), kept)], options.json);
    });
}

function several(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

async function verifyServices(
  connection: Connection,
  service: AuditedServiceName | undefined,
  kept: Kept,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const audited of auditsOf(connection, service)) {
    verdicts.push(await verifyAudit(audited.name, audited.readAudit(0n), kept));
  }
  return verdicts;
}

function show(verdicts: readonly Verdict[], json: boolean): void {
  if (json) printJson(verdicts.map(toJson));
  else for (const verdict of verdicts) print(inWords(verdict));
  const findings = verdicts.flatMap(({ service, findings: own }) => own.map((finding) => `${service}: ${finding}`));
  if (findings.length > 0)
    throw new Problem(['The audit was tampered with · Журнал підроблено:', ...findings].join('\n  '));
}

function inWords({ service, counted, findings, keysVouchedFor }: Verdict): string {
  const { entries, links, checkpoints, lastSequence } = counted;
  const looked = `${service}: ${entries} entries in ${links} links up to ${lastSequence}, ${checkpoints} checkpoints`;
  if (findings.length > 0) return `${looked}: NOT as it was written`;
  return `${looked}: as it was written${keysVouchedFor ? '' : '; signatures by keys that only the service itself names'}`;
}

function toJson({ service, counted, findings, keysVouchedFor }: Verdict): object {
  return { service, ...counted, lastSequence: String(counted.lastSequence), findings, keysVouchedFor };
}
