import { Agent, request } from 'node:http';

/** Reads pages over connections that are kept, compressed as a browser does. */
export interface PageClient {
  /** Reads a page to its end. Rejects unless it is answered with 200. */
  read(path: string): Promise<number>;
  /** The status of a page; undefined if nothing answers. */
  status(path: string): Promise<number | undefined>;
  close(): void;
}

export function openPages(port: number): PageClient {
  const agent = new Agent({ keepAlive: true });
  const ask = (path: string): Promise<{ status: number; bytes: number }> =>
    new Promise((resolve, reject) => {
      const headers = { 'Accept-Encoding': 'br' };
      const asked = request({ agent, port, host: '127.0.0.1', path, headers }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
        response.on('error', reject);
      });
      asked.on('error', reject);
      asked.end();
    });
  return {
    async read(path) {
      const { status, bytes } = await ask(path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      return bytes;
    },
    async status(path) {
      try {
        return (await ask(path)).status;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return undefined;
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}
