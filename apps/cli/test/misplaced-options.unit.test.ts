import { CommanderError } from 'commander';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createProgram } from '../src/program.ts';

const OFFICER = '01a20e69-c127-71a7-801b-25d42575900e';

test.each([
  ['officers --police-unit-code x update', [OFFICER, '--full-name', 'Інша'], '--police-unit-code', 'update'],
  ['officers --police-unit-code=x update', [OFFICER, '--full-name', 'Інша'], '--police-unit-code', 'update'],
  ['officers --police-unit-code update update', [OFFICER], '--police-unit-code', 'update'],
  ['--purpose officers officers --json update', [OFFICER], '--json', 'update'],
  ['officers --json update', [OFFICER, '--police-unit-code', 'x'], '--json', 'update'],
  ['officers --oblast Київ watch', ['--limit', '1'], '--oblast', 'watch'],
  ['officers --page-size 5 erasures', [], '--page-size', 'erasures'],
  ['officer --json state', [OFFICER, 'active'], '--json', 'state'],
  ['waves --json forecast', [], '--json', 'forecast'],
])('%s: an option before the command is refused, not applied or ignored', async (line, rest, option, command) => {
  const output = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => output.mockRestore());
  const outcome = createProgram().parseAsync([...line.split(' '), ...rest], { from: 'user' });
  await expect(outcome).rejects.toThrow(CommanderError);
  await expect(outcome).rejects.toThrow(
    `error: ${option} stands before "${command}": give the options of "${command}" after it`,
  );
});

test('an option of the program, or one behind the command, is not refused', async () => {
  const output = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => output.mockRestore());
  const line = ['officers', '--purpose', 'inspection', 'update', 'x', '--police-unit-code', 'a'];
  await expect(createProgram().parseAsync(line, { from: 'user' })).rejects.toThrow('It must be a UUID');
});
