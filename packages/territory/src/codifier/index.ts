// Apart from the directory, which most readers want without a parser of CSV.
export { readCodifier } from './read-codifier.ts';
export type { CodifierOutcome } from './read-codifier.ts';
export type { CodifierCategory, CodifierRow, RefusedRow } from './row.ts';
export { readAssignmentUnits } from './assignment-units.ts';
export type { AssignmentUnit, CodifierUnits } from './assignment-units.ts';
