export { checkWire, NotAMessageError, type Misfit, type Step } from './check-wire.ts';
