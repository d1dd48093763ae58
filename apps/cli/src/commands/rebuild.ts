import { Command } from 'commander';
import type { ConsumingServiceName } from '../connection/operated-services.ts';
import { CONSUMING_SERVICES } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { consumingServiceArgument } from '../dead-letters/letters-of.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { print } from '../terminal/print.ts';

const HELP = `
Deletes all effects of the producer's events and applies them again from its ledger, in one transaction of the service:
readers see the old state or the new one, and each event counts once. The system may be running.
When to use it: docs/runbooks/restore.md.`;

/** `hromada rebuild` */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('rebuild what a service has consumed, from the ledger of the producer')
    .argument('<service>', CONSUMING_SERVICES.join(', '), consumingServiceArgument)
    .argument('<producer>', 'producer of the events: officers, incidents, cameras')
    .requiredOption('--reason <text>', 'the reason, up to 500 characters, no personal data: it is stored')
    .addHelpText('after', HELP)
    .action((service: ConsumingServiceName, producer: string, { reason }: { reason: string }, command: Command) =>
      withConnection(command, async (connection) => {
        await rebuild(connection, { service, producer }, reason);
        print(`Rebuilt ${producer} in ${service} from the ledger.`);
      }),
    );
}
