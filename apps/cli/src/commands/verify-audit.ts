import { Command } from 'commander';
import type { ServiceName } from '@safe-community/local-stack';
import { checkpointsOfFiles, exportOfFile, verifyAudit, type Kept, type Verdict } from '../audit/verify-audit.ts';
import type { Connection } from '../connection/connect-services.ts';
import { namedServices, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
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
Computes every digest here, outside the database, and checks every signature. Without --checkpoints or --key, it trusts
the keys that the service itself names, and cannot detect an audit that was completely rewritten and signed again.

Exit codes: 0 nothing was altered, 1 something was; the findings are listed.`;

/** `hromada audit verify` */
export function verifyAuditCommand(): Command {
  return new Command('verify')
    .description('verify that no audit entry of all services, or of one, was altered, deleted, or inserted')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--checkpoints <file>', 'checkpoints stored elsewhere; repeatable', several, [])
    .option('--key <id>', 'another trusted signing key, for example after a rotation; repeatable', several, [])
    .option('--file <export>', 'read an export instead of calling the service')
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action(async (service: ServiceName | undefined, options: Options, command: Command) => {
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
  if (json) printJson(verdicts.map(toJson));
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

function toJson({ service, counted, findings, keysVouchedFor }: Verdict): object {
  return { service, ...counted, lastSequence: String(counted.lastSequence), findings, keysVouchedFor };
}
