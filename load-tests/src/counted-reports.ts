import { openBacklog } from './backlog.ts';
import type { Contestant } from './frame/compare.ts';
import type { System } from './system.ts';

export interface CountedReports {
  readonly contestant: Contestant;
  close(): Promise<void>;
}

/** The same reports, but a turn ends only when statistics has counted all of them. */
export async function countedReports(system: System, reports: Contestant): Promise<CountedReports> {
  const backlog = await openBacklog(system.intakeOwnerUrl, system.statisticsOwnerUrl);
  return {
    contestant: {
      ...reports,
      name: `${reports.name}, counted`,
      async work(load) {
        const work = await reports.work(load);
        await backlog.untilApplied();
        return work;
      },
    },
    close: () => backlog.close(),
  };
}
