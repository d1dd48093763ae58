const MOST_LINES = 300;

// A name that says nothing collects everything.
const EMPTY_NAMES = /^(commons?|utils?|utilities|shared|helpers?|misc)$/;

/** The rules that a file breaks by its size or the names on its path. */
export function brokenFileRules(path: string, text: string): string[] {
  const broken: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > MOST_LINES) broken.push(`has ${lines} lines, at most ${MOST_LINES} are allowed`);
  const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const empty = names.find((name) => EMPTY_NAMES.test(name));
  if (empty) broken.push(`says nothing by the name "${empty}": call it by what it does`);
  return broken;
}
