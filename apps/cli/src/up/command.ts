import { Command } from 'commander';
import { ConfigError } from '@safe-community/config';
import { LocalStackError } from '@safe-community/local-stack';
import { up } from './up.ts';

/** `hromada up`: what `npm start` runs. */
export function upCommand(): Command {
  return new Command('up')
    .description('start everything on this machine, run the main job on an empty state, print the scorecard')
    .option('--once', 'stop everything again after the scorecard', false)
    .action(async ({ once }: { once: boolean }) => {
      try {
        await up({ once, say: (line) => process.stderr.write(`${line}\n`) });
        process.exit(0);
      } catch (error) {
        if (!(error instanceof LocalStackError) && !(error instanceof ConfigError)) throw error;
        process.stderr.write(`${error.message}\n`);
        process.exit(1);
      }
    });
}
