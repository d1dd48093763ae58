import { inspect } from './inspect.ts';

/** What V8 gives: a tree of frames, and which of them was on top at each sample. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before, one for each. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

const SAMPLE_EVERY_MICROS = 500;

/** Profiles another Node process of this machine while `work` goes on. */
export async function takeProfile(pid: number, work: () => Promise<unknown>): Promise<CpuProfile> {
  const inspector = await inspect(pid);
  try {
    await inspector.ask('Profiler.enable');
    await inspector.ask('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_MICROS });
    await inspector.ask('Profiler.start');
    await work();
    const { profile } = (await inspector.ask('Profiler.stop')) as { profile: CpuProfile };
    return profile;
  } finally {
    inspector.close();
  }
}
