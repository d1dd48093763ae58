import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import { ofKind } from '../src/rendered/objects.ts';
import { render } from '../src/rendered/render.ts';
import { runTool } from '../src/rendered/tools.ts';

const SCRIPT = join(import.meta.dirname, '../kubernetes/hromada.sh');

let folder: string;

/**
 * Without a cluster, a script responds as a real one did (Kubernetes 1.33): a container that is queried at once has not
 * started, and has no log until then. What needs no cluster, kubectl does itself.
 */
const CLUSTER = `#!/usr/bin/env bash
echo "$*" >>"$FOLDER/asked"
looks=$(grep --count 'running.startedAt' "$FOLDER/asked")
case "$*" in
  *'create job'*) cat "$FOLDER/from-cron-job.yaml" ;;
  *'patch --local'*) exec "$KUBECTL" "$@" ;;
  *'create --filename'*) cat >"$FOLDER/made.yaml" ;;
  *logs*)
    [ "$looks" -gt "$STARTS_AFTER" ] || { echo 'Error from server (BadRequest): container is waiting to start' >&2; exit 1; }
    echo 'what it says' ;;
  *running.startedAt*) [ "$looks" -le "$STARTS_AFTER" ] || echo 2026-11-27T02:49:40Z ;;
  *terminated.exitCode*) ! grep --quiet ' logs ' "$FOLDER/asked" || printf "$EXIT_CODE" ;;
  *'describe pod'*) echo 'Failed to pull image' ;;
esac
`;

beforeAll(() => {
  runTool('kubectl', ['version', '--client']);
  folder = mkdtempSync(join(tmpdir(), 'safe-community-hromada-'));
  const [cronJob] = ofKind(render('production'), 'CronJob').filter(({ metadata }) => metadata.name === 'hromada');
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x' }, spec: cronJob?.spec.jobTemplate.spec };
  writeFileSync(join(folder, 'from-cron-job.yaml'), stringify(job));
  writeFileSync(join(folder, 'kubectl'), CLUSTER, { mode: 0o755 });
});

afterAll(() => rmSync(folder, { recursive: true }));

/**
 * @param more variables of the environment
 */
function run(more: Record<string, string>, ...args: string[]) {
  writeFileSync(join(folder, 'asked'), '');
  const real = spawnSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).stdout.trim();
  const PATH = `${folder}:${process.env['PATH']}`;
  const env = { ...process.env, PATH, FOLDER: folder, KUBECTL: real, EXIT_CODE: '0', STARTS_AFTER: '1', ...more };
  return spawnSync(SCRIPT, args, { env, encoding: 'utf8' });
}

it('runs the command as typed, once, and returns its exit code', () => {
  const { stdout, status } = run(
    { EXIT_CODE: '1' },
    'dead-letters',
    'discard',
    'statistics',
    '7',
    '--reason',
    'order 12, "by hand"',
  );
  expect({ stdout, status }).toEqual({ stdout: 'what it says\n', status: 1 });
  const { spec } = parse(readFileSync(join(folder, 'made.yaml'), 'utf8')) as IJob;
  const args = ['src/main.ts', 'dead-letters', 'discard', 'statistics', '7', '--reason', 'order 12, "by hand"'];
  expect(spec?.template.spec?.containers.map((one) => one.args)).toEqual([args]);
  expect(spec?.backoffLimit).toBe(0);
});

it('leaves nothing behind', () => {
  expect(run({}, 'reconcile').status).toBe(0);
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toMatch(/delete job hromada-[\d-]+ --wait=false\n$/);
});

it('waits for the container to start; on a timeout it prints why, and leaves nothing behind', () => {
  expect(run({ STARTS_AFTER: '3' }, 'reconcile')).toMatchObject({ stdout: 'what it says\n', status: 0 });
  const { stdout, stderr, status } = run({ STARTS_AFTER: '99', START_WITHIN: '1' }, 'reconcile');
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  expect(stderr).toMatch(/^Failed to pull image\nThe pod did not start within 1 s/);
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toMatch(/delete job hromada-[\d-]+ --wait=false\n$/);
});
