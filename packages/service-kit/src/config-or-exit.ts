import { ConfigError } from '@safe-community/config';

/** Settings that are wrong are told in plain words, all of them at once, and the process ends with 2. */
export function configOrExit<Config>(read: () => Config): Config {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
