import { Command } from 'commander';
import { PORTS_HELP } from './ports.ts';
import { up } from './up.ts';
import { say } from '../terminal/language.ts';

/** `hromada up`: what `npm start` runs. */
export function upCommand(): Command {
  return new Command('up')
    .option('--once', say({ uk: 'зупинити все після зведення', en: 'stop everything after the scorecard' }), false)
    .addHelpText('after', say(PORTS_HELP))
    .action(({ once }: { once: boolean }) => up({ once, tell: (line) => process.stderr.write(`${line}\n`) }));
}
