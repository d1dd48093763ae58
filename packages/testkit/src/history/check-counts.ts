import type { Finding } from './finding.ts';
import type { Found } from './found.ts';

/** Every event is counted once: the figures of another service equal those of the ledger. */
export function checkCounts({ events, counted }: Found): Finding[] {
  const expected = new Map<string, number>();
  for (const { countsAs } of events) expected.set(countsAs, (expected.get(countsAs) ?? 0) + 1);
  const names = new Set([...expected.keys(), ...counted.keys()]);
  return [...names].flatMap((name): Finding[] => {
    const wanted = expected.get(name) ?? 0;
    const there = counted.get(name) ?? 0;
    const what = `${name}: ${wanted} in the ledger, ${there} counted`;
    if (there < wanted) return [{ kind: 'loss', where: 'counts', what }];
    if (there > wanted) return [{ kind: wanted === 0 ? 'phantom' : 'double', where: 'counts', what }];
    return [];
  });
}
