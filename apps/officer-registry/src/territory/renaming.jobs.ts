import { kyivDay } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { hromadaOf, renamedOn } from './places.ts';
import { hasRenamingsToList, lockChanges, readHistory, takeRenamingsToList } from './territory-change.store.ts';
import { listedEvent } from './territory.events.ts';
import { readUnits, saveUnits } from './territory-unit.store.ts';

/** A renaming holds from midnight in Kyiv. Reads follow the date; only what is listed may be a minute late. */
const EVERY_MS = 60_000;

type RenamingRuntime = Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>;

/** Lists units under their new name when the day of a planned renaming has come, also if that was long ago. */
export function renamingJob(runtime: RenamingRuntime): Job {
  return { name: 'list-renamed', everyMs: EVERY_MS, run: () => listRenamed(runtime) };
}

async function listRenamed({ database, unitOfWork, clock }: RenamingRuntime): Promise<number> {
  const now = clock.now();
  const day = kyivDay(now);
  // Nearly always there is nothing, and then no lock is needed.
  if (!(await hasRenamingsToList(database.em.fork(), day))) return 0;
  return unitOfWork.record(async (tx) => {
    await lockChanges(tx);
    const codes = await takeRenamingsToList(tx, day);
    const history = await readHistory(tx);
    const imported = new Map((await readUnits(tx, codes)).map((unit) => [unit.code, unit]));
    const renamed = codes.flatMap((code) => {
      const hromada = hromadaOf(code, imported.get(code));
      return (hromada && renamedOn(day, hromada, history)) ?? [];
    });
    await saveUnits(tx, renamed, now);
    return { result: codes.length, events: renamed.map(listedEvent) };
  });
}
