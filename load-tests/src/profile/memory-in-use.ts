import type { Inspector } from './inspect.ts';

/** What a process holds once its garbage is collected, MB: its heap, and what it holds outside of that, such as buffers. */
export async function memoryInUse(inspector: Inspector): Promise<number> {
  // Finalizers free more, which the next one collects.
  for (let times = 0; times < 3; times += 1) await inspector.ask('HeapProfiler.collectGarbage');
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
  const { result } = (await inspector.ask('Runtime.evaluate', { expression })) as { result: { value: number } };
  return result.value / 1_000_000;
}
