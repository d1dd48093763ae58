export type Matrix = readonly (readonly number[])[];

/** The solution of a symmetric, positive definite system of a few equations, by Gaussian elimination. */
export function solve(matrix: Matrix, right: readonly number[]): number[] {
  return solveAll(
    matrix,
    right.map((value) => [value]),
  ).map(([value = 0]) => value);
}

/** The inverse of the information is the covariance of what was estimated. */
export function covarianceOf(information: Matrix): number[][] {
  return solveAll(
    information,
    information.map((_, row) => information.map((__, column) => (row === column ? 1 : 0))),
  );
}

/** Without exchanging rows: the pivots of a positive definite matrix are positive. */
function solveAll(matrix: Matrix, right: Matrix): number[][] {
  const lines = matrix.map((line, index) => [...line, ...(right[index] ?? [])]);
  for (const [index, pivotLine] of lines.entries()) {
    const pivot = pivotLine[index] ?? 0;
    for (const [at, value] of pivotLine.entries()) pivotLine[at] = value / pivot;
    for (const [other, line] of lines.entries()) {
      const factor = line[index] ?? 0;
      if (other === index || factor === 0) continue;
      for (const [at, value] of pivotLine.entries()) line[at] = (line[at] ?? 0) - factor * value;
    }
  }
  return lines.map((line) => line.slice(matrix.length));
}
