import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { pathOf } from './path-of.ts';
import type { Sample } from './samples.ts';

/** A script as k6 reads it. */
export interface Script {
  readonly options: {
    readonly scenarios: Readonly<Record<string, { readonly exec: string }>>;
    readonly thresholds: Readonly<Record<string, readonly unknown[]>>;
  };
  readonly functions: Readonly<Record<string, (data: unknown) => Promise<unknown>>>;
  readonly handleSummary: (data: object) => Record<string, string>;
}

/** Reads a script of k6/scenarios as k6 would, with this environment. */
export async function readScript(name: string, env: Readonly<Record<string, string>>): Promise<Script> {
  begin(env);
  const { options, handleSummary, ...functions } = (await import(`../../k6/scenarios/${name}.ts`)) as Record<
    string,
    never
  >;
  return { options: options as never, handleSummary: handleSummary as never, functions };
}

/** One module of the scripts, with empty certificate files. */
export async function readShared(name: string, env: Readonly<Record<string, string>>): Promise<object> {
  begin({ TLS_CA_FILE: '/dev/null', TLS_CERT_FILE: '/dev/null', TLS_KEY_FILE: '/dev/null', ...env });
  return (await import(`../../k6/traffic/${name}.ts`)) as object;
}

function begin(env: Readonly<Record<string, string>>): void {
  vi.resetModules();
  vi.stubGlobal('__ENV', env);
  vi.stubGlobal('open', (path: string) => readFileSync(pathOf(path), 'utf8'));
}

/** Runs each scenario of a script this many times, at the given minutes of the run. Returns the measurements. */
export async function runScript(
  { options, functions }: Script,
  iterations: number,
  minutes: readonly number[] = [0],
): Promise<readonly Sample[]> {
  const { default: exec } = await import('./execution.ts');
  const data = await functions['setup']?.(undefined);
  const { closeAll } = await import('./net-grpc.ts');
  const { takeSamples } = await import('./samples.ts');
  for (const [name, { exec: called }] of Object.entries(options.scenarios)) {
    const work = functions[called];
    if (work === undefined) throw new Error(`executor ${name}: function '${called}' not found in exports`);
    for (const minute of minutes) {
      exec.instance.currentTestRunDuration = minute * 60_000;
      for (let iteration = 0; iteration < iterations; iteration += 1) {
        exec.scenario = { name, iterationInTest: iteration };
        await work(data);
      }
    }
  }
  closeAll();
  return takeSamples();
}
