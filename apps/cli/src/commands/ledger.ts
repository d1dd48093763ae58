import { Command } from 'commander';
import { listLostEventsCommand } from './list-lost-events.ts';
import { newEpochCommand } from './new-epoch.ts';

/** `hromada ledger …` */
export function ledgerCommand(): Command {
  return new Command('ledger')
    .description('the ledger of a service after a restore: begin another epoch, see what is lost')
    .addCommand(newEpochCommand())
    .addCommand(listLostEventsCommand());
}
