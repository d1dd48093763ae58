import type { Command } from 'commander';
import { connectServices, type Connection } from './connect-services.ts';
import type { ConnectionOptions } from './find-services.ts';

/** Runs the action of a command with a connection to the services, and closes it. */
export async function withConnection(command: Command, run: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = connectServices(command.optsWithGlobals<ConnectionOptions>());
  try {
    await run(connection);
  } finally {
    connection.close();
  }
}
