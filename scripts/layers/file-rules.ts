const MAX_LINES = 300;

// A meaningless name attracts unrelated code.
const EMPTY_NAMES = /^(commons?|utils?|utilities|shared|helpers?|misc)$/;

/** The rules on size and names that a file violates. */
export function brokenFileRules(path: string, text: string): string[] {
  const broken: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > MAX_LINES) broken.push(`has ${lines} lines, at most ${MAX_LINES} are allowed`);
  const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const empty = names.find((name) => EMPTY_NAMES.test(name));
  if (empty) broken.push(`has the meaningless name "${empty}": name it after what it does`);
  return broken;
}
