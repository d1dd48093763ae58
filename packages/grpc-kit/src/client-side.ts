// What a client needs: without the server, which loads several times as much.
export { callAs, type CallsAs } from './call-as.ts';
export { callMethod, openClient } from './client.ts';
export { clientCredentials } from './credentials.ts';
export { detailsOf, isServiceError, type StatusDetails } from './read-status.ts';
