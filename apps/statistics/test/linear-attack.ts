import highs from 'highs';

/** What an attacker knows: between which bounds the first sum of unknowns is, less the second one. */
export interface Known {
  readonly unknowns: readonly number[];
  readonly less?: readonly number[];
  readonly low: number;
  readonly high: number;
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

// The types are those of the CommonJS build, whose default export is a property.
const load = highs as unknown as typeof highs.default;
const loading = load();

/** No number of a test is as large. */
const LARGEST = 1e4;

/**
 * The attack of disclosure control ("attacker's problem"): the tightest bounds of each sum of unknowns, which are whole numbers
 * from 0 on, that agree with everything known. By integer programming.
 *
 * @param enough bounds that are so far apart need not be the tightest: earlier solutions may answer a question without
 * another program.
 */
export async function boundsOf(
  unknowns: number,
  known: readonly Known[],
  questions: readonly Pick<Known, 'unknowns' | 'less'>[],
  enough: number,
): Promise<Bounds[]> {
  const solver = await loading;
  const { minimize, maximize } = solver.constants.objectiveSense;
  const optimal = solver.constants.modelStatus.optimal;
  return solver.withModel((model) => {
    model.options.set({ output_flag: false });
    for (let unknown = 0; unknown < unknowns; unknown += 1) {
      model.addVar(0, LARGEST);
      model.changeColIntegrality(unknown, solver.constants.variableType.integer);
    }
    for (const { unknowns: more, less = [], low, high } of known) {
      model.addRow(low, high, { indices: [...more, ...less], values: [...more.map(() => 1), ...less.map(() => -1)] });
    }
    const solutions: (readonly number[])[] = [];
    const optimum = (sense: typeof minimize): number => {
      model.changeObjectiveSense(sense);
      model.run();
      const status = model.getModelStatus();
      if (status !== optimal) throw new Error(`the solver ended with status ${status}`);
      solutions.push([...model.getSolution().colValue]);
      return Math.round(model.getObjectiveValue());
    };
    return questions.map(({ unknowns: more, less = [] }) => {
      const valueIn = (values: readonly number[]) =>
        more.reduce((sum, unknown) => sum + (values[unknown] ?? 0), 0) -
        less.reduce((sum, unknown) => sum + (values[unknown] ?? 0), 0);
      const found = solutions.map((values) => Math.round(valueIn(values)));
      const earlier = { low: Math.min(...found), high: Math.max(...found) };
      if (earlier.high - earlier.low >= enough) return earlier;
      for (const unknown of more) model.changeColCost(unknown, 1);
      for (const unknown of less) model.changeColCost(unknown, -1);
      const bounds = { low: optimum(minimize), high: optimum(maximize) };
      for (const unknown of [...more, ...less]) model.changeColCost(unknown, 0);
      return bounds;
    });
  });
}
