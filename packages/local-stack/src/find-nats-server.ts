import { findInPath, isExecutable } from './find-in-path.ts';
import { LocalStackError } from './local-stack-error.ts';

/** Instructions for getting nats-server, also without root. */
export const HOW_TO_GET_NATS = `How to get nats-server (2.10 or newer):
  Debian, root        apt-get install --no-install-recommends nats-server
  Debian, not root    apt-get download nats-server && dpkg -x nats-server_*.deb nats
                      export NATS_SERVER_BIN=$PWD/nats/usr/sbin/nats-server
  with Homebrew       brew install nats-server
  otherwise           a release from https://github.com/nats-io/nats-server/releases
                      export NATS_SERVER_BIN=/path/to/nats-server`;

/**
 * Path of nats-server: $NATS_SERVER_BIN, then $PATH, then /usr/sbin; undefined if there is none.
 * @throws LocalStackError if $NATS_SERVER_BIN is set but is not an executable file.
 */
export function findNatsServer(): string | undefined {
  const named = process.env['NATS_SERVER_BIN'];
  if (named === undefined || named === '') return findInPath('nats-server', ['/usr/sbin', '/usr/local/sbin']);
  if (!isExecutable(named)) {
    throw new LocalStackError(`NATS_SERVER_BIN=${named} is not an executable file.\n${HOW_TO_GET_NATS}`);
  }
  return named;
}
