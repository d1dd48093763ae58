export { currentCall, runForAll, runForCall, type CallScope } from './call-scope.ts';
