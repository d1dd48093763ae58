import highs from 'highs';

/** What an attacker knows: the sum of these unknowns. An unknown may be listed with its number in several equations. */
export interface Equation {
  readonly unknowns: readonly number[];
  readonly sum: number;
}

/** What an attacker knows besides: this sum of unknowns is not negative. */
type NotNegative = readonly number[];

/** What an attacker knows besides: if the first sum of unknowns is not 0, the second one is at least 1. */
interface Implication {
  readonly cause: readonly number[];
  readonly effect: readonly number[];
}

/** Everything an attacker knows. */
export interface Knowledge {
  /** Each is at least 0, or free. */
  readonly unknowns: readonly { readonly isFree: boolean }[];
  readonly equations: readonly Equation[];
  readonly notNegative?: readonly NotNegative[];
  readonly implications?: readonly Implication[];
}

/** What an attacker asks: between which bounds is the sum of these unknowns? */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

// The types are those of the CommonJS build, whose default export is a property.
const load = highs as unknown as typeof highs.default;
const loading = load();

/** No figure of a test is as large, so that no bound tighter than k depends on it. */
const LARGEST = 1e4;

/**
 * The attack of disclosure control ("attacker's problem"): the tightest bounds of each sum of unknowns that agree with
 * everything known, by linear programming.
 *
 * @param enough the bounds of a sum that differ by this much need not be the loosest: two solutions of earlier questions
 * that differ by so much answer a question without another program.
 */
export async function boundsOf(
  { unknowns, equations, notNegative = [], implications = [] }: Knowledge,
  questions: readonly (readonly number[])[],
  enough: number,
): Promise<Interval[]> {
  const solver = await loading;
  const { minimize, maximize } = solver.constants.objectiveSense;
  const optimal = solver.constants.modelStatus.optimal;
  return solver.withModel((model) => {
    model.options.set({ output_flag: false });
    for (const { isFree } of unknowns) model.addVar(isFree ? -LARGEST : 0, LARGEST);
    for (const { unknowns: indices, sum } of equations) {
      model.addRow(sum, sum, { indices, values: indices.map(() => 1) });
    }
    for (const indices of notNegative) model.addRow(0, Infinity, { indices, values: indices.map(() => 1) });
    for (const [index, { cause, effect }] of implications.entries()) {
      // Whether the first sum is more than 0: then it is 1.
      const isMore = unknowns.length + index;
      model.addVar(0, 1);
      model.changeColIntegrality(isMore, solver.constants.variableType.integer);
      model.addRow(-Infinity, 0, { indices: [...cause, isMore], values: [...cause.map(() => 1), -LARGEST] });
      model.addRow(0, Infinity, { indices: [...effect, isMore], values: [...effect.map(() => 1), -1] });
    }
    const solutions: (readonly number[])[] = [];
    const knownBounds = (question: readonly number[]): Interval => {
      const sums = solutions.map((values) => question.reduce((sum, unknown) => sum + (values[unknown] ?? 0), 0));
      return { low: Math.min(...sums), high: Math.max(...sums) };
    };
    const optimum = (sense: typeof minimize): number => {
      model.changeObjectiveSense(sense);
      model.run();
      if (model.getModelStatus() !== optimal) {
        // From the last basis the solver is fast but sometimes undecided: once more from scratch.
        model.clearSolver();
        model.run();
      }
      const status = model.getModelStatus();
      if (status !== optimal) throw new Error(`the solver ended with status ${status}`);
      solutions.push([...model.getSolution().colValue]);
      return model.getObjectiveValue();
    };
    return questions.map((question) => {
      const known = knownBounds(question);
      if (known.high - known.low >= enough) return known;
      for (const unknown of question) model.changeColCost(unknown, 1);
      const bounds = { low: optimum(minimize), high: optimum(maximize) };
      for (const unknown of question) model.changeColCost(unknown, 0);
      return bounds;
    });
  });
}
