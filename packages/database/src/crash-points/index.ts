export { armCrashPoint, crashPoint, plannedCrash } from './crash-point.ts';
export { CRASH_POINTS, type CrashPoint } from './names.ts';
export { readCrashPoint, type PlannedCrash } from './read-crash-point.ts';
