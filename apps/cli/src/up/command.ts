import { Command } from 'commander';
import { PORTS_HELP } from './ports.ts';
import { up } from './up.ts';

/** `hromada up`: what `npm start` runs. */
export function upCommand(): Command {
  return new Command('up')
    .description('start everything on this machine, run the main job if the state is empty, print the scorecard')
    .option('--once', 'stop everything after the scorecard', false)
    .addHelpText('after', PORTS_HELP)
    .action(({ once }: { once: boolean }) => up({ once, say: (line) => process.stderr.write(`${line}\n`) }));
}
