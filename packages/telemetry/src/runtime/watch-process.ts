import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import {
  heapLimit,
  heapUsed,
  loopDelays,
  loopUtilization,
  processorTime,
  residentMemory,
  uptime,
} from '../instruments/process.ts';
import { watchCollections } from './watch-collections.ts';
import { watchLoop } from './watch-loop.ts';

/**
 * Exports metrics of the process until the returned function is called. Nothing identifies it: no arguments, no user.
 */
export function watchProcess(): () => void {
  const loop = watchLoop();
  const stops = [
    () => loop.stop(),
    watchCollections(),
    loopDelays.p50.observe(() => loop.figures().p50, {}),
    loopDelays.p90.observe(() => loop.figures().p90, {}),
    loopDelays.p99.observe(() => loop.figures().p99, {}),
    loopDelays.max.observe(() => loop.figures().max, {}),
    loopUtilization.observe(() => loop.figures().utilization, {}),
    processorTime.observe(() => process.cpuUsage().user / 1e6, { 'cpu.mode': 'user' }),
    processorTime.observe(() => process.cpuUsage().system / 1e6, { 'cpu.mode': 'system' }),
    residentMemory.observe(() => process.memoryUsage.rss(), {}),
    uptime.observe(() => process.uptime(), {}),
    heapLimit.observe(() => getHeapStatistics().heap_size_limit, {}),
    ...getHeapSpaceStatistics().map(({ space_name: space }) =>
      heapUsed.observe(() => usedIn(space), { 'v8js.heap.space.name': space }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function usedIn(space: string): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === space)?.space_used_size ?? 0;
}
