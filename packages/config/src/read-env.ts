import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import type { About, Variable } from './variable.ts';

/** Variables by their names in the environment. */
export type Variables = Record<string, Variable<unknown>>;

/** What `readEnv` returns: the parsed value of each variable, under the variable's own name. */
export type Settings<V extends Variables> = {
  [Name in keyof V]: V[Name] extends Variable<infer Value> ? Value : never;
};

/**
 * Reads and checks all variables at once. A variable that is set to an empty text counts as not set. A secret variable
 * may be read from a file that `<NAME>_FILE` names, which keeps it out of the process's environment.
 *
 * @param env usually `process.env`; besides it, only such files are read.
 * @throws {ConfigError} with every problem, if any variable is missing or invalid.
 */
export function readEnv<V extends Variables>(variables: V, env: Record<string, string | undefined>): Settings<V> {
  const settings: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, variable] of Object.entries(variables)) {
    const found = variable.isSecret === true ? secretOf(name, env) : { raw: setOf(name, env) };
    if ('problem' in found) {
      problems.push(found.problem);
      continue;
    }
    const { raw } = found;
    const parsed = variable.parse(raw);
    if (parsed === undefined) problems.push(describeProblem(name, raw, variable));
    else settings[name] = parsed.value;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  // Every name of `variables` was set above, each with its own value.
  return settings as Settings<V>;
}

function setOf(name: string, env: Record<string, string | undefined>): string | undefined {
  return env[name] === '' ? undefined : env[name];
}

function secretOf(
  name: string,
  env: Record<string, string | undefined>,
): { raw: string | undefined } | { problem: string } {
  const [raw, file] = [setOf(name, env), setOf(`${name}_FILE`, env)];
  if (file === undefined) return { raw };
  if (raw !== undefined) return { problem: `${name} and ${name}_FILE are both set: set one of them` };
  try {
    return { raw: readFileSync(file, 'utf8').trim() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { problem: `${name}_FILE is ${quote(file)}, which cannot be read (${code})` };
  }
}

function describeProblem(name: string, raw: string | undefined, about: About): string {
  const { expects, example, isSecret } = about;
  const found = raw === undefined ? 'is not set' : isSecret === true ? 'is wrong' : `is ${quote(raw)}`;
  return `${name} ${found}: it must be ${expects}, for example ${name}=${example}`;
}

function quote(raw: string): string {
  const longest = 60;
  return JSON.stringify(raw.length > longest ? `${raw.slice(0, longest)}…` : raw);
}
