import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { expect, it } from 'vitest';
import { NotPossibleHere } from '../src/not-possible-here.ts';
import { SmallDisk } from '../src/system/small-disk.ts';

it('is full to the last byte until its space is released, and leaves nothing mounted', async ({ skip }) => {
  const folder = testFolder('small-disk');
  const disk = await SmallDisk.make(folder, 4).catch((error: unknown) => error);
  if (disk instanceof NotPossibleHere) return skip(disk.message);
  if (!(disk instanceof SmallDisk)) throw disk;
  const file = join(disk.folder, 'kept');
  writeFileSync(file, 'kept');
  disk.fill();
  expect(() => writeFileSync(join(disk.folder, 'more'), 'x'.repeat(4_096))).toThrow('ENOSPC');
  disk.free();
  writeFileSync(join(disk.folder, 'more'), 'x'.repeat(1_048_576));
  expect(readFileSync(file, 'utf8')).toBe('kept');
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(folder);
  await disk.remove();
  expect(existsSync(file)).toBe(false);
});

it('reports why it cannot be mounted', async () => {
  // More than possible: mount rejects it, as it does without permission.
  await expect(SmallDisk.make(testFolder('small-disk'), -1)).rejects.toThrow(/^a small disk needs root.*tmpfs/s);
});
