import type { CpuProfile, ProfileNode } from './take-profile.ts';

export interface TimeOf {
  readonly name: string;
  readonly micros: number;
}

/**
 * Time by name, longest first. The self time of a frame counts for the nearest named frame on its stack, itself first,
 * so the time of a library counts for its caller.
 *
 * @param nameOf undefined if the time of a frame belongs to its caller.
 */
export function timeBy(profile: CpuProfile, nameOf: (frame: ProfileNode['callFrame']) => string | undefined): TimeOf[] {
  const names = namesOfNodes(profile.nodes, nameOf);
  const micros = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const name = names.get(id) ?? 'nobody';
    micros.set(name, (micros.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0));
  });
  return [...micros].map(([name, spent]) => ({ name, micros: spent })).toSorted((a, b) => b.micros - a.micros);
}

/** In V8's profile, parents precede children. */
function namesOfNodes(
  nodes: readonly ProfileNode[],
  nameOf: (frame: ProfileNode['callFrame']) => string | undefined,
): Map<number, string> {
  const names = new Map<number, string>();
  for (const { id, callFrame, children = [] } of nodes) {
    const name = nameOf(callFrame) ?? names.get(id);
    if (name === undefined) continue;
    names.set(id, name);
    for (const child of children) names.set(child, name);
  }
  return names;
}
