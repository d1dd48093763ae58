import { Command } from 'commander';
import type { HearingServiceName } from '../connection/operated-services.ts';
import { HEARING_SERVICES } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { hearingServiceArgument } from '../dead-letters/letters-of.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { print } from '../terminal/print.ts';

const HELP = `
All effects of the producer's events are taken away and made anew from its ledger, in one transaction of the service:
readers see the ones of before or those of after, each event counts once. The system may be at work.
When: docs/runbooks/restore.md.`;

/** `hromada rebuild` */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('make what a service has heard anew from the ledger of the producer')
    .argument('<service>', HEARING_SERVICES.join(', '), hearingServiceArgument)
    .argument('<producer>', 'whose events: officers, incidents, cameras')
    .requiredOption('--reason <text>', 'why, up to 500 characters, without personal data: it stays')
    .addHelpText('after', HELP)
    .action((service: HearingServiceName, producer: string, { reason }: { reason: string }, command: Command) =>
      withConnection(command, async (connection) => {
        await rebuild(connection, { service, producer }, reason);
        print(`What ${service} has heard of ${producer} is made anew from its ledger.`);
      }),
    );
}
