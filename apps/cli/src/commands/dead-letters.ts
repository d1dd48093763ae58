import { Command } from 'commander';
import { discardDeadLetterCommand } from './discard-dead-letter.ts';
import { listDeadLettersCommand } from './list-dead-letters.ts';
import { redriveDeadLettersCommand } from './redrive-dead-letters.ts';
import { showDeadLetterCommand } from './show-dead-letter.ts';

/** `hromada dead-letters …` */
export function deadLettersCommand(): Command {
  return new Command('dead-letters')
    .description('list, show, redrive, or discard events that a service could not apply')
    .addCommand(listDeadLettersCommand())
    .addCommand(showDeadLetterCommand())
    .addCommand(redriveDeadLettersCommand())
    .addCommand(discardDeadLetterCommand());
}
