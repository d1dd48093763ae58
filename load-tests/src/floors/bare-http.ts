import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openPages } from './page-client.ts';

export interface BareHttp {
  readonly pid: number;
  /** Reads an answer of this many bytes. */
  read(bytes: number): Promise<number>;
  stop(): void;
}

/** Starts the floor of a page in a separate process, as the gateway is one. */
export async function startBareHttp(): Promise<BareHttp> {
  const program = fileURLToPath(new URL('./bare-http-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const pages = openPages(Number(String(line).trim()));
  return {
    pid: child.pid ?? -1,
    read: (bytes) => pages.read(`/${bytes}`),
    stop() {
      pages.close();
      child.kill();
    },
  };
}
