import { openRegistryFill, type RegistryFill } from '../fill-registry.ts';
import { openOfficerImports } from '../officer-imports.ts';
import { inspect, memoryInUse } from '../profile/inspect.ts';
import { startReplica } from '../replica.ts';
import type { System } from '../system.ts';
import { megabytesOf } from './idle-memory.ts';

const YEARS = 10;
/** Rows of an import. */
const PER_IMPORT = 20_000;

/** A replica that has just started, and the database from which it did. */
interface RegistryState {
  readonly state: string;
  readonly officersOnBeats: number;
  /** From the start of the process until it serves. */
  readonly startMs: number;
  readonly residentMb: number;
  /** Most that it has had resident since its start. */
  readonly peakMb: number;
  /** Heap and external memory after garbage collection. */
  readonly inUseMb: number;
}

export interface RegistryMemory {
  readonly states: readonly RegistryState[];
  /** What is in use more in the last state than in the one before, for each officer that is on a beat only then. */
  readonly bytesPerOfficer: number;
}

/**
 * Memory and start of a replica with the demonstration; with as many officers more, who are on no beat but have a history
 * of ten years; with a beat for each settlement; and with all officers on beats.
 */
export async function registryMemory(
  system: System,
  officers: number,
  say: (line: string) => void,
): Promise<RegistryMemory> {
  const registry = await openRegistryFill(system.registryOwnerUrl);
  const began = performance.now();
  const filled = async (what: string): Promise<void> =>
    say(
      `${what} after ${Math.round((performance.now() - began) / 1_000)} s: ${JSON.stringify(await registry.counts())}`,
    );
  try {
    const states = [await measure(system, registry, 'demonstration')];
    const prefixes = await importAll(system, officers);
    await filled('officers imported');
    await registry.history(prefixes, YEARS);
    await filled('history');
    states.push(await measure(system, registry, 'and a history'));
    await registry.beats('one each');
    const before = await measure(system, registry, 'and a beat for each settlement');
    await registry.everybody(prefixes);
    await filled('everybody on a beat');
    const after = await measure(system, registry, 'and all officers on beats');
    const more = after.officersOnBeats - before.officersOnBeats;
    return { states: [...states, before, after], bytesPerOfficer: ((after.inUseMb - before.inUseMb) * 1e6) / more };
  } finally {
    await registry.close();
  }
}

async function importAll(system: System, officers: number): Promise<string[]> {
  const imports = openOfficerImports(system);
  try {
    const prefixes: string[] = [];
    for (let left = officers; left > 0; left -= PER_IMPORT)
      prefixes.push(await imports.run(Math.min(left, PER_IMPORT)));
    return prefixes;
  } finally {
    imports.close();
  }
}

async function measure(system: System, registry: RegistryFill, state: string): Promise<RegistryState> {
  const { 'officers on beats': officersOnBeats = 0 } = await registry.counts();
  const replica = await startReplica(system, 'officer-registry');
  try {
    const { startMs, pid } = replica;
    const [residentMb, peakMb] = [megabytesOf(pid, 'smaps_rollup', 'Rss'), megabytesOf(pid, 'status', 'VmHWM')];
    const inspector = await inspect(pid);
    const inUseMb = await memoryInUse(inspector);
    inspector.close();
    return { state, officersOnBeats, startMs, residentMb, peakMb, inUseMb };
  } finally {
    await replica.stop();
  }
}
