import type { RetentionPolicy } from './retention-policy.ts';

/** Nobody has seen the 30 days in the text of the order, so nothing expires by them until a person confirms them. */
export const FIRST_POLICIES: readonly RetentionPolicy[] = [
  {
    category: '',
    clock: 'recorded',
    validFrom: '2018-12-18',
    days: 30,
    source: 'Наказ МВС України № 1026 від 18.12.2018',
    confirmed: false,
  },
];
