import { once } from 'node:events';
import { freePort } from '@safe-community/local-stack';

const MEGABYTE = 1024 ** 2;

export interface Memory {
  /** Memory in use after garbage collection: objects and their buffers. */
  readonly liveMb: number;
  /** Resident memory of the process. */
  readonly residentMb: number;
}

interface Answer {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: string } };
  readonly error?: { readonly message: string };
}

/** A service through the inspector of Node.js, which can trigger garbage collection from outside. */
export class Inspected {
  readonly #port: number;

  private constructor(port: number) {
    this.#port = port;
  }

  static async prepare(): Promise<Inspected> {
    return new Inspected(await freePort());
  }

  /** Node options that enable the inspector. */
  get environment(): Record<string, string> {
    return { NODE_OPTIONS: `--inspect=127.0.0.1:${this.#port}` };
  }

  /** Collects garbage and returns the memory in use. */
  async memory(): Promise<Memory> {
    const socket = new WebSocket(await this.#url());
    await once(socket, 'open');
    try {
      // Memory that a finalizer frees is garbage only after the finalizer ran.
      for (let round = 0; round < 3; round += 1) await ask(socket, 'HeapProfiler.collectGarbage', {});
      const expression = 'JSON.stringify(process.memoryUsage())';
      const { result } = await ask(socket, 'Runtime.evaluate', { expression });
      const usage = result?.result?.value;
      if (usage === undefined) throw new Error('the inspector returned no memory usage');
      const { heapUsed, external, rss } = JSON.parse(usage) as NodeJS.MemoryUsage;
      return { liveMb: (heapUsed + external) / MEGABYTE, residentMb: rss / MEGABYTE };
    } finally {
      socket.close();
    }
  }

  async #url(): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/json/list`);
    const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[];
    if (target === undefined) throw new Error('the inspector has no target');
    return target.webSocketDebuggerUrl;
  }
}

let lastId = 0;

async function ask(socket: WebSocket, method: string, params: object): Promise<Answer> {
  const id = (lastId += 1);
  const answered = new Promise<Answer>((resolve) => {
    const listen = ({ data }: MessageEvent): void => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== id) return;
      socket.removeEventListener('message', listen);
      resolve(answer);
    };
    socket.addEventListener('message', listen);
  });
  socket.send(JSON.stringify({ id, method, params }));
  const answer = await answered;
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer;
}
