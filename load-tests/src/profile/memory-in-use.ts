import type { Inspector } from './inspect.ts';

/** Memory of a process after garbage collection, MB: its heap and external memory, such as buffers. */
export async function memoryInUse(inspector: Inspector): Promise<number> {
  // Finalizers free more, which the second collection removes.
  for (let times = 0; times < 3; times += 1) await inspector.ask('HeapProfiler.collectGarbage');
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
  const { result } = (await inspector.ask('Runtime.evaluate', { expression })) as { result: { value: number } };
  return result.value / 1_000_000;
}
