import type { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { aboutVariable } from './variable.ts';

/** Variables by their name in the environment; make the schemas with the helpers of this package. */
export type Variables = Record<string, z.ZodType>;

/** What `readEnv` returns: the parsed value of each variable, under the variable's own name. */
export type Settings<V extends Variables> = { [Name in keyof V]: z.output<V[Name]> };

/**
 * Reads and checks all variables at once. A variable set to an empty text counts as not set.
 *
 * @param env usually `process.env`; nothing else of the process is read.
 * @throws {ConfigError} when any variable is missing or wrong, with every problem, not the first.
 */
export function readEnv<V extends Variables>(variables: V, env: Record<string, string | undefined>): Settings<V> {
  const settings: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(variables)) {
    const raw = env[name] === '' ? undefined : env[name];
    const parsed = schema.safeParse(raw);
    if (parsed.success) settings[name] = parsed.data;
    else problems.push(describeProblem(name, raw, schema));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  // Every name of `variables` was set above, each with its own schema's output.
  return settings as Settings<V>;
}

function describeProblem(name: string, raw: string | undefined, schema: z.ZodType): string {
  const { expects, example, isSecret } = aboutVariable(schema);
  const found = raw === undefined ? 'is not set' : isSecret ? 'is wrong' : `is ${quote(raw)}`;
  return `${name} ${found}: it must be ${expects}, for example ${name}=${example}`;
}

function quote(raw: string): string {
  const longest = 60;
  return JSON.stringify(raw.length > longest ? `${raw.slice(0, longest)}…` : raw);
}
