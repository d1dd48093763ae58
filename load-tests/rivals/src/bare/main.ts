import { settings } from '../settings.js';
import { startIntake } from './intake.js';
import { startStatistics } from './statistics.js';

process.on('SIGTERM', () => process.exit(0));
await (settings.role === 'statistics' ? startStatistics(settings) : startIntake(settings));
