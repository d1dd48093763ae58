import { runService } from '@safe-community/service-kit';
import { readConfig } from './config.ts';
import { start } from './service.ts';

await runService({
  name: 'incident-intake',
  version: '0.1.0',
  readConfig: () => readConfig(process.env),
  start,
});
