import { CompletedRebuild } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { Command } from 'commander';
import type { ServiceName } from '@safe-community/local-stack/state';
import { NAMED_SERVICES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { renderRebuild } from '../rebuild/render.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { reasonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
Видаляє всі наслідки подій джерела й застосовує їх знову з його журналу, в одній транзакції служби: читачі бачать старий стан
або новий, і кожна подія рахується один раз. Система може працювати. Statistics каже, які з її лічильників відрізняються від
колишніх і на скільки загалом.
Коли це потрібно: docs/runbooks/restore.md.`,
  en: `
Deletes all effects of the producer's events and applies them again from its ledger, in one transaction of the service:
readers see the old state or the new one, and each event counts once. The system may be running. Statistics says which of
its counters differ from what they were, and by how much in sum.
When to use it: docs/runbooks/restore.md.`,
};

interface Options {
  readonly reason: string;
  readonly json: boolean;
}

const REFUSALS = new Map([
  [
    'PRUNED',
    {
      uk: 'його журнал уже не зберігає найстаріших подій. Дивіться docs/runbooks/restore.md.',
      en: 'its ledger no longer keeps the oldest events. See docs/runbooks/restore.md.',
    },
  ],
]);

/** `hromada rebuild` */
export function rebuildCommand(): Command {
  return new SpokenCommand('rebuild')
    .names('<service>', serviceArgument, NAMED_SERVICES)
    .names('<producer>', {
      uk: 'джерело подій: officers, incidents, cameras',
      en: 'producer of the events: officers, incidents, cameras',
    })
    .addOption(reasonOption())
    .takes('--json', { uk: 'друкувати змінене як JSON', en: 'print what it has changed as JSON' })
    .explains(HELP)
    .action((service: ServiceName, producer: string, { reason, json }: Options, command: Command) =>
      withConnection(command, async (connection) => {
        const done = await rebuild(connection, { service, producer }, reason);
        const failure = done?.failure ?? '';
        if (json) printJson({ service, producer, rebuild: done && CompletedRebuild.toJSON(done) });
        else if (failure === '') printText(renderRebuild({ service, producer }, done));
        if (failure === '') return;
        throw new Problem({
          uk: `${service} не змогла відбудувати ${producer}: ${REFUSALS.get(failure)?.uk ?? failure}`,
          en: `${service} could not rebuild ${producer}: ${REFUSALS.get(failure)?.en ?? failure}`,
        });
      }),
    );
}
