/**
 * Fails when a change of docs/openapi.json breaks programs and CHANGELOG.md does not say so in the same commit: an entry that
 * begins with "**Breaking" and names the path. Before the first release nothing can break. Checks what is not committed yet, and each commit that builds on the one that
 * added this file. A merge is compared with each parent that builds on it: a branch that is older can bring a break.
 *
 *   node scripts/check-json-breaks.ts
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from '../apps/gateway/scripts/breaking-changes.ts';
import { commitsSince, fileAt, introductionOf } from './commits/history.ts';

const RULE = 'scripts/check-json-breaks.ts';
const CONTRACT = 'docs/openapi.json';
const CHANGELOG = 'CHANGELOG.md';

const RELEASE = /^## \[\d/m;

/** One line for each break that is listed nowhere; none where there is no history to compare with. */
export function unlistedBreaks(root: string): string[] {
  const inTree = (file: string) => readFileSync(join(root, file), 'utf8');
  const inCommit = (commit: string) => (file: string) => fileAt(root, commit, file);
  const start = introductionOf(root, RULE);
  const commits = start === undefined ? [] : commitsSince(root, start);
  const ruled = new Set(commits.map(({ hash }) => hash));
  const hasRule = (commit: string) => ruled.has(commit) || start?.startsWith(commit) === true;
  return [
    ...between(inCommit('HEAD'), inTree).map((each) => `not committed: ${each}`),
    ...commits.flatMap(({ hash, parents }) => {
      const breaks = parents.filter(hasRule).flatMap((parent) => between(inCommit(parent), inCommit(hash)));
      return [...new Set(breaks)].map((each) => `${hash}: ${each}`);
    }),
  ];
}

type Files = (file: string) => string | undefined;

function between(before: Files, after: Files): string[] {
  const [old, now] = [before(CONTRACT), after(CONTRACT)];
  if (old === undefined || now === undefined || old === now) return [];
  if (!RELEASE.test(before(CHANGELOG) ?? '')) return [];
  const known = new Set(breaksListed(before(CHANGELOG)));
  const added = breaksListed(after(CHANGELOG)).filter((entry) => !known.has(entry));
  return breakingChanges(JSON.parse(old), JSON.parse(now)).filter((each) => {
    const [, path = ''] = /^[A-Z]+ ([^\s:]+)/.exec(each) ?? [];
    return !added.some((entry) => entry.includes(path));
  });
}

/** The entries of a changelog about breaks. */
function breaksListed(changelog = ''): string[] {
  return changelog.split(/^- /m).filter((entry) => entry.startsWith('**Breaking'));
}

if (import.meta.main) {
  const breaks = unlistedBreaks(join(import.meta.dirname, '..'));
  for (const each of breaks) console.error(`${each}: list it in ${CHANGELOG} as **Breaking**, with its path`);
  if (breaks.length > 0) process.exitCode = 1;
}
