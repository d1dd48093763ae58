import { Command } from 'commander';
import { AuditCheckpoint } from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { namedServices, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print } from '../terminal/print.ts';
import { countOption } from './option-values.ts';

const HELP = `
Append the output to a file that nobody with write access to the databases can reach. With --checkpoints <file>, hromada
audit verify then also detects a truncated or completely rewritten audit.`;

/** `hromada audit checkpoint` */
export function keepCheckpointCommand(): Command {
  return new Command('checkpoint')
    .description('print the newest signed checkpoint of all services, or of one, as JSON lines')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--last <n>', 'how many per service, at most 500', countOption, 1)
    .addHelpText('after', HELP)
    .action((service: ServiceName | undefined, { last }: { last: number }, command: Command) =>
      withConnection(command, async (connection) => {
        for (const { audit } of namedServices(connection, service)) {
          const { checkpoints } = await audit.listCheckpoints({ pageSize: Math.max(last, 1), pageToken: '' });
          for (const checkpoint of checkpoints) print(JSON.stringify(AuditCheckpoint.toJSON(checkpoint)));
        }
      }),
    );
}
