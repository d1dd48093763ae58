import { unless, type Violation } from '@safe-community/domain-kit';

/** At least one, and none twice. */
export function checkEachOnce(values: readonly string[], field: string): Violation[] {
  return [
    ...unless(values.length > 0, field, 'must have at least one'),
    ...values.flatMap((value, index) =>
      unless(values.indexOf(value) === index, `${field}[${index}]`, 'must not be there twice'),
    ),
  ];
}
