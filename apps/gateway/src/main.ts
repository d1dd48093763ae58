import { runService } from '@safe-community/service-kit/process';
import { readConfig } from './config.ts';
import { start } from './service.ts';

await runService({ name: 'gateway', version: '0.1.0', readConfig: () => readConfig(process.env), start });
