import { CompletedRebuild } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { Command } from 'commander';
import type { ServiceName } from '@safe-community/local-stack/state';
import { SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { renderRebuild } from '../rebuild/render.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';

const HELP = `
Deletes all effects of the producer's events and applies them again from its ledger, in one transaction of the service:
readers see the old state or the new one, and each event counts once. The system may be running. Statistics says which of
its counters differ from what they were, and by how much in sum.
When to use it: docs/runbooks/restore.md.`;

interface Options {
  readonly reason: string;
  readonly json: boolean;
}

const REFUSALS = new Map([['PRUNED', 'its ledger no longer keeps the oldest events. See docs/runbooks/restore.md.']]);

/** `hromada rebuild` */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .argument('<producer>', 'producer of the events: officers, incidents, cameras')
    .requiredOption('--reason <text>', 'the reason, up to 500 characters, no personal data: it is stored')
    .option('--json', 'print what it has changed as JSON', false)
    .addHelpText('after', HELP)
    .action((service: ServiceName, producer: string, { reason, json }: Options, command: Command) =>
      withConnection(command, async (connection) => {
        const done = await rebuild(connection, { service, producer }, reason);
        const failure = done?.failure ?? '';
        if (json) printJson({ service, producer, rebuild: done && CompletedRebuild.toJSON(done) });
        else if (failure === '') printText(renderRebuild({ service, producer }, done));
        if (failure === '') return;
        throw new Problem(`${service} could not rebuild ${producer}: ${REFUSALS.get(failure) ?? failure}`);
      }),
    );
}
