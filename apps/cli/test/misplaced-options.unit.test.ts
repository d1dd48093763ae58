import { CommanderError } from 'commander';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createProgram } from '../src/program.ts';

const OFFICER = '01a20e69-c127-71a7-801b-25d42575900e';

/** Rejects as commander does, and keeps its messages out of the output of the tests. */
async function run(words: readonly string[]): Promise<void> {
  const output = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => output.mockRestore());
  await (await createProgram(words)).parseAsync([...words], { from: 'user' });
}

test.each([
  ['officers --police-unit-code x update', [OFFICER, '--full-name', 'Інша']],
  ['officers --police-unit-code=x update', [OFFICER, '--full-name', 'Інша']],
  ['officers --police-unit-code update update', [OFFICER]],
  ['--purpose officers officers --json update', [OFFICER]],
  ['officers --json update', [OFFICER, '--police-unit-code', 'x']],
  ['officers --oblast Київ watch', ['--limit', '1']],
  ['officers --page-size 5 erasures', []],
  ['officer --json state', [OFFICER, 'active']],
  ['waves --json forecast', []],
])('%s: an option before the command is refused, not applied or ignored', async (line, rest) => {
  await expect(run([...line.split(' '), ...rest])).rejects.toThrow(CommanderError);
});

test('an option of the program, or one behind the command, is not refused', async () => {
  const line = ['officers', '--purpose', 'inspection', 'update', 'x', '--police-unit-code', 'a'];
  await expect(run(line)).rejects.toThrow('It must be a UUID');
});
