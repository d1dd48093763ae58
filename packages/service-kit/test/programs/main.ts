/** Runs a service in a process of its own. */
import { readServiceConfig, runService } from '../../src/index.ts';
import { startSmall } from '../small-service.ts';

await runService({
  name: 'small-service',
  version: '1.0.0',
  readConfig: () => ({ service: readServiceConfig(process.env) }),
  start: ({ service }, logger) => startSmall(service, logger),
});
