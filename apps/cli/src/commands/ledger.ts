import { Command } from 'commander';
import { listLostEventsCommand } from './list-lost-events.ts';
import { newEpochCommand } from './new-epoch.ts';

/** `hromada ledger …` */
export function ledgerCommand(): Command {
  return new Command('ledger')
    .description('after a restore: begin a new epoch of a ledger, list lost events')
    .addCommand(newEpochCommand())
    .addCommand(listLostEventsCommand());
}
