// What the contracts declare: without the server that enforces it, which loads several times as much.
export { inspectMessage } from './inspect-message.ts';
export { allMethods, declaredScopes } from './methods.ts';
