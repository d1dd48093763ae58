import { spawnSync } from 'node:child_process';

export interface Commit {
  /** Abbreviated, like those of the parents. */
  readonly hash: string;
  readonly subject: string;
  /** One, or several of a merge. */
  readonly parents: readonly string[];
}

/**
 * The oldest commit that added `file`, a path from the root of the repository. Undefined when git is not installed,
 * when `root` is not the top of a working tree (an unpacked archive, even inside another repository), and when the
 * history does not contain such a commit. A shallow clone names its oldest commit if that one has the file.
 */
export function introductionOf(root: string, file: string): string | undefined {
  if (git(root, 'rev-parse', '--show-prefix') !== '\n') return undefined;
  const additions = git(root, 'log', '--topo-order', '--diff-filter=A', '--format=%H', '--', file);
  return additions?.trimEnd().split('\n').at(-1) || undefined;
}

/**
 * The commits that build on `start`, newest first. A branch that forked before `start` is not included, even when it was
 * merged later: its authors did not have the rule. The merge itself is.
 */
export function commitsSince(root: string, start: string): Commit[] {
  const log = git(root, 'log', '--ancestry-path', '--format=%h,%p,%s', `${start}..HEAD`) ?? '';
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, hash = '', parents = '', subject = ''] = /^([^,]*),([^,]*),(.*)$/.exec(line) ?? [];
      return { hash, subject, parents: parents.split(' ') };
    });
}

/** A file as a commit has it; undefined if the commit has none of that name, or does not exist. */
export function fileAt(root: string, commit: string, file: string): string | undefined {
  return git(root, 'show', `${commit}:${file}`);
}

/** Output of git; undefined when it fails or is not installed. */
function git(root: string, ...args: string[]): string | undefined {
  const settings = ['-c', 'log.showSignature=false', '-c', 'i18n.logOutputEncoding=UTF-8'];
  const { status, stdout } = spawnSync('git', [...settings, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? stdout : undefined;
}
