/** Days of the calendar, in the time of Kyiv: figures are counted by them and published for them. */
export { kyivDay, partsOf, type Day } from '@safe-community/domain-kit';
export { readKnownOn, toDay } from './day.mapping.ts';
