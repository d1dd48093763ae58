import { openRegistryFill, type RegistryFill } from '../fill-registry.ts';
import { openOfficerImports } from '../officer-imports.ts';
import { inspect } from '../profile/inspect.ts';
import { memoryInUse } from '../profile/memory-in-use.ts';
import { startRegistryReplica } from '../registry-replica.ts';
import type { System } from '../system.ts';
import { megabytesOf } from './idle-memory.ts';

const YEARS = 10;
/** Rows of an import. */
const PER_IMPORT = 20_000;

/** A replica that has just started, and the database from which it did. */
export interface RegistryState {
  readonly state: string;
  readonly officersOnBeats: number;
  /** From the start of the process until it serves. */
  readonly startMs: number;
  readonly residentMb: number;
  /** Most that it has had resident since its start. */
  readonly peakMb: number;
  /** Heap and external memory after garbage collection. */
  readonly inUseMb: number;
  /** What is in use more than with the demonstration, for each officer that was added. */
  readonly bytesPerOfficer: number;
}

/**
 * Memory and start of a replica with the demonstration; with as many officers more, who are on no beat but have a history
 * of ten years; and with a beat for each settlement, and all of them on beats.
 */
export async function registryMemory(
  system: System,
  officers: number,
  say: (line: string) => void,
): Promise<RegistryState[]> {
  const registry = await openRegistryFill(system.registryOwnerUrl);
  try {
    const first = await measure(system, registry, 'demonstration');
    const added = (state: Measured): RegistryState => ({
      ...state,
      bytesPerOfficer: ((state.inUseMb - first.inUseMb) * 1_000_000) / officers,
    });
    const began = performance.now();
    const prefixes = await importAll(system, officers);
    say(`${officers} officers imported in ${seconds(began)} s`);
    for (const prefix of prefixes) await registry.history(prefix, YEARS);
    say(`with their history after ${seconds(began)} s: ${JSON.stringify(await registry.counts())}`);
    const past = added(await measure(system, registry, 'a history only'));
    await registry.beats('one each');
    for (const prefix of prefixes) await registry.everybody(prefix);
    say(`with beats after ${seconds(began)} s: ${JSON.stringify(await registry.counts())}`);
    const present = added(await measure(system, registry, 'all on beats'));
    return [{ ...first, bytesPerOfficer: 0 }, past, present];
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

type Measured = Omit<RegistryState, 'bytesPerOfficer'>;

async function measure(system: System, registry: RegistryFill, state: string): Promise<Measured> {
  const { 'officers on beats': officersOnBeats = 0 } = await registry.counts();
  const replica = await startRegistryReplica(system);
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

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 1_000);
}
