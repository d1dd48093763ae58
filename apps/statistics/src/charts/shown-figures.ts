import type { Figure, Measure } from '../figures/module.ts';

/** Kinds of measures whose figures are sums of a real and an invented part; the others never mix. */
const ADDED_UP: readonly Measure['kind'][] = ['count', 'stock'];

/**
 * The figures of one kind of data, as a chart shows them: no value adds real and invented data up. Real data comes first:
 * invented data is shown if it is wanted, or if nothing is real. Figures without a part of that kind are left out; a count
 * of 0 remains.
 */
export function shownFigures(
  figures: readonly Figure[],
  { kind }: Pick<Measure, 'kind'>,
  demonstration: boolean,
): readonly Figure[] {
  const isAdded = ADDED_UP.includes(kind);
  const realIn = ({ value, demonstration: invented }: Figure) => value - invented;
  const [hasReal, hasInvented] = [
    figures.some((figure) => (isAdded ? realIn(figure) > 0 : figure.demonstration === 0)),
    figures.some((figure) => figure.demonstration > 0),
  ];
  if (demonstration || (!hasReal && hasInvented)) {
    if (!hasInvented) return [];
    const invented = figures.filter((figure) => isAdded || figure.demonstration > 0);
    return invented.map((figure) => ({ ...figure, value: figure.demonstration }));
  }
  if (!isAdded) return figures.filter((figure) => figure.demonstration === 0);
  return figures.map((figure) => ({ ...figure, value: realIn(figure), demonstration: 0 }));
}
