import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Default inspector address of Node, opened by a signal. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const TIMEOUT_MS = 5_000;

/** Inspects another Node process with the Chrome DevTools Protocol. */
export interface Inspector {
  ask(method: string, params?: object): Promise<unknown>;
  close(): void;
}

/** Needs no preparation: a signal opens the inspector. One process at a time. */
export async function inspect(pid: number): Promise<Inspector> {
  kill(pid, 'SIGUSR1');
  return openInspector(await addressOfInspector());
}

async function addressOfInspector(): Promise<string> {
  for (const giveUpAt = performance.now() + TIMEOUT_MS; ; await sleep(50)) {
    try {
      const [target] = (await (await fetch(INSPECTOR)).json()) as { webSocketDebuggerUrl: string }[];
      if (target !== undefined) return target.webSocketDebuggerUrl;
    } catch (error) {
      if (performance.now() > giveUpAt) throw new Error(`no inspector at ${INSPECTOR}`, { cause: error });
    }
  }
}

async function openInspector(address: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as { id: number; result?: unknown; error?: { message: string } };
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`no connection to ${address}`)));
  });
  let asked = 0;
  return {
    ask: (method, params = {}) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, ({ result, error }) =>
          error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
        );
        socket.send(JSON.stringify({ id: asked, method, params }));
      }),
    close: () => socket.close(),
  };
}

/** Memory of a process after garbage collection, MB: its heap and external memory, such as buffers. */
export async function memoryInUse(inspector: Inspector): Promise<number> {
  // Finalizers free more, which the second collection removes.
  for (let times = 0; times < 3; times += 1) await inspector.ask('HeapProfiler.collectGarbage');
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
  const { result } = (await inspector.ask('Runtime.evaluate', { expression })) as { result: { value: number } };
  return result.value / 1_000_000;
}
