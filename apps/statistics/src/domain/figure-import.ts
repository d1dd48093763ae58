import { checkDeathSums } from './death-sum.ts';
import { figureKey, saysTheSame, type OfficialFigure } from './official-figure.ts';
import type { Violation } from './violation.ts';

/** What an import does to the figures that are known. */
export interface ImportPlan {
  readonly added: readonly OfficialFigure[];
  /** Known with another value, qualifier or source: these count now, the former ones are kept. */
  readonly revised: readonly OfficialFigure[];
  readonly unchanged: number;
}

/** The rules that figures break together; `known` are those that count now for the same periods. */
export function checkImport(known: readonly OfficialFigure[], incoming: readonly OfficialFigure[]): Violation[] {
  const repeated = checkRepeated(incoming);
  return repeated.length > 0 ? repeated : checkDeathSums(known, incoming);
}

export function planImport(known: readonly OfficialFigure[], incoming: readonly OfficialFigure[]): ImportPlan {
  const knownByKey = new Map(known.map((figure) => [figureKey(figure), figure]));
  const added: OfficialFigure[] = [];
  const revised: OfficialFigure[] = [];
  for (const figure of incoming) {
    const before = knownByKey.get(figureKey(figure));
    if (before === undefined) added.push(figure);
    else if (!saysTheSame(before, figure)) revised.push(figure);
  }
  return { added, revised, unchanged: incoming.length - added.length - revised.length };
}

function checkRepeated(incoming: readonly OfficialFigure[]): Violation[] {
  const seen = new Map<string, number>();
  return incoming.flatMap((figure, index) => {
    const first = seen.get(figureKey(figure));
    seen.set(figureKey(figure), first ?? index);
    return first === undefined
      ? []
      : [{ field: `figures[${index}]`, rule: `must not state again what figures[${first}] states` }];
  });
}
