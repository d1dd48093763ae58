import { unless, type Violation } from './violation.ts';

/** The id of a row in the system from which it is imported. */
export function checkExternalId(externalId: string, field: string): Violation[] {
  return unless(
    /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(externalId),
    field,
    'must be 1 to 100 printable ASCII characters',
  );
}

/** The name of a system from which rows are imported. */
export function checkSourceSystem(sourceSystem: string, field: string): Violation[] {
  return unless(/^[a-z0-9-]{2,60}$/.test(sourceSystem), field, 'must be 2 to 60 of a–z, 0–9 and "-"');
}
