import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, testFolder } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';

const program = (name: string): string => join(import.meta.dirname, 'programs', name);

describe('kill -9 of the parent', () => {
  it('leaves no PostgreSQL and no NATS running, and the next start works', async () => {
    const home = testFolder('killed');
    for (let round = 0; round < 2; round += 1) {
      const holder = spawn(process.execPath, [program('hold-stack.ts'), home], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(holder.stdout, 'data')) as [Buffer];
      const servers = JSON.parse(line.toString()) as number[];
      expect(servers.every(isRunning)).toBe(true);
      holder.kill('SIGKILL');
      await eventually(() => expect(servers.filter(isRunning)).toEqual([]));
    }
  });

  it('of npm is detected by its child', async () => {
    const folder = testFolder('npm');
    const file = join(folder, 'state');
    const start = `"${process.execPath}" "${program('watch-npm.ts')}" "${file}"`;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: `${start} && true` } }));
    const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: 'ignore' });
    await eventually(() => expect(readFileSync(file, 'utf8')).toBe('watching'));
    npm.kill('SIGKILL');
    await eventually(() => expect(readFileSync(file, 'utf8')).toBe('gone'));
  });
});

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
