import { expect, it } from 'vitest';
import { helpText, readArguments } from '../src/arguments.ts';
import { ROWS } from '../src/rows/rows.ts';

function read(...given: string[]) {
  return readArguments(given, ROWS, 'fresh');
}

it('runs every row with a new seed by default', () => {
  expect(read()).toEqual({ rows: ROWS, seconds: 10, seed: 'fresh', isReport: false, isJson: false, isHelp: false });
});

it('accepts rows by name and by number, in the order of the battery', () => {
  expect(read('6', 'kill-intake').rows.map(({ name }) => name)).toEqual(['kill-intake', 'postgres-down']);
  expect(read('kill-relay', '--seconds', '3', '--seed', 'x', '--report', '--json')).toMatchObject({
    seconds: 3,
    seed: 'x',
    isReport: true,
    isJson: true,
  });
});

it('rejects unknown options and lists the known ones', () => {
  expect(() => read('kill-everything')).toThrow('there are kill-intake, ');
  expect(() => read('--seconds', 'long')).toThrow('--seconds must be from 1 to 3600');
  expect(() => read('--second', '3')).toThrow("Unknown option '--second'");
});

it('prints the available options', () => {
  expect(read('--help').isHelp).toBe(true);
  for (const { name, fault } of ROWS) expect(helpText(ROWS)).toContain(`${name}: ${fault}`);
});
