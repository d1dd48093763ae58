export { CLOCK_SKEW_MS, isPlausible } from '@safe-community/domain-kit';
