import type { CpuProfile, ProfileNode } from './take-profile.ts';

export interface TimeOf {
  readonly name: string;
  readonly micros: number;
}

/**
 * Whose time it was, longest first. What a frame did itself is counted for the nearest frame on its stack, itself first,
 * that has a name: so a library's time is that of whoever called it.
 *
 * @param nameOf undefined where a frame belongs to whoever called it.
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

/** Parents come before their children in what V8 gives. */
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
