import type { Server, ServerCredentials } from '@grpc/grpc-js';

/** Resolves to the port of the server. @throws {ListenError} if it cannot listen; the server is then shut down. */
export async function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  try {
    return await new Promise((resolve, reject) => {
      server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
    });
  } catch (error) {
    server.forceShutdown();
    throw new ListenError(address, error);
  }
}

/** The address is in use, or is not an address of this machine. */
class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly messageIsLoggable = true;

  constructor(address: string, cause: unknown) {
    super(`cannot listen on ${address}: the port is taken, or the address is not one of this machine`, { cause });
  }
}
