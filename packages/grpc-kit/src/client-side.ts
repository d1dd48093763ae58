// What an untraced client needs: without the server and telemetry, which load several times as much.
export { callAs, type CallsAs } from './call-as.ts';
export { clientCredentials } from './credentials.ts';
export { openClient, sendUnary } from './open-client.ts';
export { detailsOf, isServiceError, type StatusDetails } from './read-status.ts';
