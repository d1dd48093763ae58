import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

const walks = [
  {
    title: 'an RPC',
    most: 6,
    // The method, the decision and the store, by their names in the code.
    names: ['IssueCamera', 'issueCamera', 'issue(', 'saveIssued'],
    where: ['proto', 'apps/camera-rollout/src'],
  },
  {
    title: 'an event',
    most: 7,
    names: ['CameraIssued', 'cameraIssued', 'issuedEvent', 'saveIssues'],
    where: ['proto', 'packages/contracts/src/event-catalogue', 'apps/camera-rollout/src', 'apps/statistics/src'],
  },
];

test.each(walks)(
  '$title touches the files that CONTRIBUTING lists, and at most $most',
  ({ title, most, names, where }) => {
    const listed = listedFiles(`## How to add ${title}`);
    expect(listed.length).toBeLessThanOrEqual(most);
    expect(listed.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const naming = filesThatName(names, where);
    const sources = naming.filter((file) => !file.endsWith('.test.ts'));
    expect(sources.filter((file) => !listed.includes(file))).toEqual([]);
    expect(listed.filter((file) => !naming.includes(file))).toEqual([]);
  },
);

test('detects an unlisted file', () => {
  expect(filesThatName(['RegisterCameras'], ['proto'])).toEqual([
    'proto/safecommunity/cameras/v1/camera_rollout_service.proto',
  ]);
});

/** The files of the bullet list of a section. */
function listedFiles(heading: string): string[] {
  const [, section = ''] = GUIDE.split(`${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^- `([^`]+)`/gm)].map(([, file]) => file ?? '');
}

/** Tracked files, generated ones aside, that contain one of the names. */
function filesThatName(names: readonly string[], folders: readonly string[]): string[] {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return files
    .split('\0')
    .filter((file) => /\.(ts|proto)$/.test(file) && existsSync(join(ROOT, file)))
    .filter((file) => names.some((name) => readFileSync(join(ROOT, file), 'utf8').includes(name)))
    .toSorted();
}
