import { Command } from 'commander';
import { keyStatusCommand } from './key-status.ts';
import { retireKeyCommand } from './retire-key.ts';
import { rotateKeysCommand } from './rotate-keys.ts';

/** `hromada keys …` */
export function keysCommand(): Command {
  return new Command('keys')
    .description('the keys that encrypt personal data: see, change, and take away what is no longer needed')
    .addCommand(keyStatusCommand())
    .addCommand(rotateKeysCommand())
    .addCommand(retireKeyCommand());
}
