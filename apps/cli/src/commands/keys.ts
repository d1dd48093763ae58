import { Command } from 'commander';
import { keyStatusCommand } from './key-status.ts';
import { retireKeyCommand } from './retire-key.ts';
import { rotateKeysCommand } from './rotate-keys.ts';

/** `hromada keys …` */
export function keysCommand(): Command {
  return new Command('keys')
    .description('show, rotate, and retire the keys that encrypt personal data')
    .addCommand(keyStatusCommand())
    .addCommand(rotateKeysCommand())
    .addCommand(retireKeyCommand());
}
