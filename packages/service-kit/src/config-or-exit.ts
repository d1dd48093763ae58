import { ConfigError } from '@safe-community/config';

/** Prints all problems of an invalid configuration and exits with code 2. */
export function configOrExit<Config>(read: () => Config): Config {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
