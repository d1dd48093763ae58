import { spawnSync } from 'node:child_process';

/** The first version that runs TypeScript by default. */
const OLDEST = [0, 57];

const HOW_TO_GET_IT = `k6 is a program of its own, which npm does not carry. Any of these brings it:

  macOS            brew install k6
  Debian, Ubuntu   https://grafana.com/docs/k6/latest/set-up/install-k6/ (a package source of Grafana)
  Windows          winget install k6
  anywhere         a release from https://github.com/grafana/k6/releases, unpacked into a folder of PATH

Without it, npm test runs every scenario a few times through a stand-in.`;

/** The k6 in PATH; a problem when it is missing or too old. */
export function findK6(env: NodeJS.ProcessEnv): { readonly path: string } | { readonly problem: string } {
  const { status, stdout } = spawnSync('k6', ['version'], { env, encoding: 'utf8' });
  if (status !== 0) return { problem: `There is no k6 in PATH. ${HOW_TO_GET_IT}` };
  const [, major = '0', minor = '0'] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  const isNew = Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  if (!isNew) return { problem: `${stdout.trim()} takes no TypeScript: v${OLDEST.join('.')} or newer is needed.` };
  return { path: 'k6' };
}
