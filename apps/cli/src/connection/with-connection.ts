import type { Command } from 'commander';
import type { Connection } from './connect-services.ts';
import type { ConnectionOptions } from './find-services.ts';

/** Runs the action of a command with a connection to the services, and closes it. */
export async function withConnection(command: Command, run: (connection: Connection) => Promise<void>): Promise<void> {
  // Only a command that calls loads the client: it is a third of the start.
  const { connectServices } = await import('./connect-services.ts');
  const connection = connectServices(command.optsWithGlobals<ConnectionOptions>());
  try {
    await run(connection);
    const { banner } = connection.kinds;
    // Not on stdout, where a table or CSV stands. JSON has it in the answer.
    const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
    if (banner !== undefined && !isJson) process.stderr.write(`${banner}\n`);
  } finally {
    connection.close();
  }
}
