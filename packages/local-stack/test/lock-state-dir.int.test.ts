import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';
import { lockStateDir } from '../src/index.ts';

describe('lockStateDir', () => {
  it('rejects a second run, whatever path it uses, and says which one is first, since when, and where', async () => {
    const folder = testFolder('lock');
    const dir = join(folder, 'state');
    const lock = await lockStateDir(dir, 'http://localhost:8080');
    symlinkSync(dir, join(folder, 'other-name'));
    await expect(lockStateDir(join(folder, 'other-name'))).rejects.toThrow(
      /^Another run \(process (\d+) since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+, http:\/\/localhost:8080\) uses \S+other-name\./,
    );
    await expect(lockStateDir(dir)).rejects.toThrow(`(process ${process.pid} since`);
    await lock.release();
    await (await lockStateDir(dir)).release();
  });

  it('reports what to do when the folder cannot be created', async () => {
    const file = join(testFolder('lock'), 'file');
    writeFileSync(file, '');
    await expect(lockStateDir(join(file, 'state'))).rejects.toThrow(/cannot be used \(ENOTDIR.*SAFE_COMMUNITY_HOME/);
  });

  it('is kept by a holder that is asked by somebody who does not wait for the answer', async () => {
    const dir = join(testFolder('lock'), 'state');
    const lock = await lockStateDir(dir);
    const { dev, ino } = statSync(dir);
    for (let times = 0; times < 10; times += 1) {
      const asker = connect(`\0safe-community-state-${dev}-${ino}`);
      await once(asker, 'connect');
      asker.destroy();
    }
    await expect(lockStateDir(dir)).rejects.toThrow(`(process ${process.pid} since`);
    await lock.release();
  });

  it('is free again when its holder was killed', async () => {
    const dir = join(testFolder('lock'), 'state');
    const source = `import { lockStateDir } from ${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))};
      await lockStateDir(${JSON.stringify(dir)}); console.log('held'); setInterval(() => undefined, 60_000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    await expect(lockStateDir(dir)).rejects.toThrow(`(process ${holder.pid} since`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await lockStateDir(dir)).release();
  });
});
