import type { Workspace } from '../workspaces.ts';
import { findCycles } from './cycles.ts';
import { placeOf } from './place-of.ts';

/** For each module of the services: the modules that its sources import, sorted. */
export function moduleGraph(
  files: ReadonlyMap<string, readonly string[]>,
  workspaces: readonly Workspace[],
  services: ReadonlySet<string>,
): Map<string, string[]> {
  const graph = new Map<string, Set<string>>();
  for (const [file, imported] of files) {
    const from = placeOf(file, workspaces, services);
    if (from?.module === undefined || from.isTest) continue;
    const users = graph.get(from.module) ?? new Set<string>();
    graph.set(from.module, users);
    for (const path of imported) {
      const to = placeOf(path, workspaces, services)?.module;
      if (to !== undefined && to !== from.module) users.add(to);
    }
  }
  return new Map([...graph].toSorted().map(([module, used]) => [module, [...used].toSorted()]));
}

/** Modules form layers: none uses another that uses it. */
export function moduleCircles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  return findCycles(graph).map((cycle) => `${cycle.join(' → ')} is a cycle of modules`);
}

/** The dependencies by service, one line per module: "cameras  → strength". */
export function graphByService(graph: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const byService = Map.groupBy(graph, ([module]) => module.split('/src/')[0] ?? '');
  return new Map(
    [...byService].map(([service, modules]) => {
      const width = Math.max(...modules.map(([module]) => nameOf(module).length));
      const lines = modules.map(([module, used]) =>
        used.length === 0 ? nameOf(module) : `${nameOf(module).padEnd(width)} → ${used.map(nameOf).join(', ')}`,
      );
      return [service, lines];
    }),
  );
}

function nameOf(module: string): string {
  return module.split('/').at(-1) ?? module;
}
