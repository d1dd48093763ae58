import { childrenOf, titleOf } from './frame/proc.ts';
import { pinTo } from './frame/pin.ts';
import type { System } from './system.ts';

const OF_ALL_OTHERS = 0;
const OF_STATISTICS = 1;

/**
 * Gives statistics and its sessions at the database a core that it shares with nobody, as it has a machine of its own in
 * a cluster; all else, this process too, keeps to the other one. For good: to be the last of a benchmark.
 * @param others what else runs here.
 */
export function putStatisticsApart({ processes }: System, others: readonly number[]): void {
  const { services, postmaster, broker } = processes;
  const { statistics, ...neighbours } = services;
  const sessions = childrenOf(postmaster);
  const own = sessions.filter((pid) => titleOf(pid).includes(' statistics '));
  pinTo(OF_ALL_OTHERS, [process.pid, ...others, ...Object.values(neighbours), broker, postmaster, ...sessions]);
  pinTo(OF_STATISTICS, [statistics, ...own]);
}
