import { once } from 'node:events';
import { Command } from 'commander';
import { ExportEntriesResponse } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { escapeHidden } from '@safe-community/domain-kit';
import type { ServiceName } from '@safe-community/local-stack';
import { namedServices, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { countOption } from './option-values.ts';

const HELP = `
Prints one ExportEntriesResponse as JSON per line: links, entries, and checkpoints, everything needed to verify the audit
elsewhere (docs/audit-format.md, or: hromada audit verify <service> --file <export>).`;

/** `hromada audit export` */
export function exportAuditCommand(): Command {
  return new Command('export')
    .description('print the whole audit of a service as JSON lines')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .option('--from <sequence>', 'start with the link that contains this entry', countOption, 0)
    .addHelpText('after', HELP)
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
