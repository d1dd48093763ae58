import highs from 'highs';

/** What an attacker knows: the sum of these unknowns. An unknown may be listed with its number in several equations. */
export interface Equation {
  readonly unknowns: readonly number[];
  readonly sum: number;
}

/** What an attacker asks: between which bounds is the sum of these unknowns? */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

// The types are those of the CommonJS build, whose default export is a property.
const load = highs as unknown as typeof highs.default;
const loading = load();

/** Beyond it, a bound is none: no figure of a test is as large. */
const UNBOUNDED = 1e9;

/**
 * The attack of disclosure control ("attacker's problem"): the tightest bounds of each sum of unknowns that agree with
 * everything published, by linear programming. The unknowns are at least 0, or free.
 */
export async function boundsOf(
  unknowns: readonly { readonly isFree: boolean }[],
  equations: readonly Equation[],
  questions: readonly (readonly number[])[],
): Promise<Interval[]> {
  const solver = await loading;
  const { minimize, maximize } = solver.constants.objectiveSense;
  return solver.withModel((model) => {
    model.options.set({ output_flag: false });
    for (const { isFree } of unknowns) model.addVar(isFree ? -solver.infinity : 0, solver.infinity);
    for (const { unknowns: indices, sum } of equations) {
      model.addRow(sum, sum, { indices, values: indices.map(() => 1) });
    }
    const optimum = (sense: typeof minimize): number => {
      model.changeObjectiveSense(sense);
      model.run();
      const status = model.getModelStatus();
      const { modelStatus } = solver.constants;
      if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible) {
        return sense === minimize ? -UNBOUNDED : UNBOUNDED;
      }
      if (status !== modelStatus.optimal) throw new Error(`the solver ended with status ${status}`);
      return model.getObjectiveValue();
    };
    return questions.map((question) => {
      for (const unknown of question) model.changeColCost(unknown, 1);
      const bounds = { low: optimum(minimize), high: optimum(maximize) };
      for (const unknown of question) model.changeColCost(unknown, 0);
      return bounds;
    });
  });
}
