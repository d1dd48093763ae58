// Where the state of a local run is: without what starts it, which loads several times as much.
export { pkiFiles } from './pki-files.ts';
export { SERVICES, type ServiceName } from './service-names.ts';
export { stateRoot } from './state-root.ts';
