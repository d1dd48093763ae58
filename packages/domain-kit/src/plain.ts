// Texts and days alone: without the rules of cases, which a program that only shows something does not need.
export { addDays, isDay, kyivDay } from './day.ts';
export { guardFormula } from './formula.ts';
export { DEMONSTRATION_NOTE } from './installation.ts';
export { escapeHidden } from './text.ts';
