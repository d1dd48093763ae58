import { once } from 'node:events';
import { freePort } from '@safe-community/local-stack';

const MEGABYTE = 1024 ** 2;

export interface Memory {
  /** What is in use, garbage left out: objects, and the buffers that belong to them. */
  readonly liveMb: number;
  /** What the process holds of the machine's memory. */
  readonly residentMb: number;
}

interface Answer {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: string } };
  readonly error?: { readonly message: string };
}

/** A service as the inspector of Node.js sees it: the only one who can have its garbage collected from outside. */
export class Inspected {
  readonly #port: number;

  private constructor(port: number) {
    this.#port = port;
  }

  static async prepare(): Promise<Inspected> {
    return new Inspected(await freePort());
  }

  /** What lets a service be inspected. */
  get environment(): Record<string, string> {
    return { NODE_OPTIONS: `--inspect=127.0.0.1:${this.#port}` };
  }

  /** Collects all garbage, and tells what is left. */
  async memory(): Promise<Memory> {
    const socket = new WebSocket(await this.#url());
    await once(socket, 'open');
    try {
      // What a finalizer frees is garbage only after it has run.
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
    if (target === undefined) throw new Error('there is nothing to inspect');
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
