import { runProgram } from '../../src/program.ts';
import type { Invocation, Outcome } from '../run-hromada.ts';

// Runs one command after another in this process, as `main.ts` runs one: to start a process for each command would take
// most of the processor time of the tests.

process.on('message', (invocation: Invocation) => void run(invocation).then((outcome) => process.send?.(outcome)));
process.on('disconnect', () => process.exit());

/** No table wraps, so that a test finds the cells of a row on one line. */
const WIDE = { COLUMNS: '5000' };

async function run({ args, env }: Invocation): Promise<Outcome> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries({ ...WIDE, ...env })) if (value !== undefined) process.env[name] = value;
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  const exitCode = await runProgram(args);
  process.exitCode = undefined;
  return { exitCode, stdout: stdout.end(), stderr: stderr.end() };
}

/** Collects what is written to a stream, until the end. */
function capture(stream: NodeJS.WriteStream): { end(): string } {
  const write = stream.write.bind(stream);
  let text = '';
  stream.write = (chunk: string | Uint8Array) => {
    text += chunk.toString();
    return true;
  };
  return {
    end: () => {
      stream.write = write;
      return text;
    },
  };
}
