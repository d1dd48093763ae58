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

/** Where there is no cluster, a script answers for it; what needs none kubectl itself does. */
const CLUSTER = `#!/usr/bin/env bash
echo "$*" >>"$FOLDER/asked"
case "$*" in
  *'create job'*) cat "$FOLDER/from-cron-job.yaml" ;;
  *'patch --local'*) exec "$KUBECTL" "$@" ;;
  *'create --filename'*) cat >"$FOLDER/made.yaml" ;;
  *logs*) echo 'what it says' ;;
  *'get pod'*) printf "$EXIT_CODE" ;;
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

function run(exitCode: number, ...args: string[]) {
  const real = spawnSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).stdout.trim();
  const PATH = `${folder}:${process.env['PATH']}`;
  const env = { ...process.env, PATH, FOLDER: folder, KUBECTL: real, EXIT_CODE: String(exitCode) };
  return spawnSync(SCRIPT, args, { env, encoding: 'utf8' });
}

it('runs the command as it was typed, once, and ends as it ended', () => {
  const { stdout, status } = run(1, 'dead-letters', 'discard', 'statistics', '7', '--reason', 'order 12, "by hand"');
  expect({ stdout, status }).toEqual({ stdout: 'what it says\n', status: 1 });
  const { spec } = parse(readFileSync(join(folder, 'made.yaml'), 'utf8')) as IJob;
  const args = ['src/main.ts', 'dead-letters', 'discard', 'statistics', '7', '--reason', 'order 12, "by hand"'];
  expect(spec?.template.spec?.containers.map((one) => one.args)).toEqual([args]);
  expect(spec?.backoffLimit).toBe(0);
});

it('leaves nothing behind', () => {
  expect(run(0, 'reconcile').status).toBe(0);
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toMatch(/delete job hromada-[\d-]+ --wait=false\n$/);
});
