/**
 * Asks the registry for known vulnerabilities of the packages in package-lock.json. Exit code 0 only if it responded
 * and none is high or critical.
 *
 *   npm run audit [-- <options of npm audit>]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { auditText, readAudit } from './supply-chain/audit-report.ts';

const { stdout, error } = spawnSync('npm', ['audit', '--json', ...process.argv.slice(2)], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const audit = error === undefined ? readAudit(stdout) : { unanswered: error.message };
console.log(auditText(audit));
if ('unanswered' in audit || audit.serious.length > 0) process.exitCode = 1;
