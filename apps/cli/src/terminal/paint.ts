import { styleText } from 'node:util';

/** Colours what the words say already. */
export type Paint = (tone: 'bold' | 'red' | 'green', text: string) => string;

/** Plain for files and pipes, and where `NO_COLOR` is set. */
export function paintFor({ isTTY }: { readonly isTTY?: boolean }): Paint {
  const isPlain = isTTY !== true || (process.env['NO_COLOR'] ?? '') !== '';
  return (tone, text) => (isPlain ? text : styleText(tone, text, { validateStream: false }));
}

/** Writes lines to stdout as they are: what is in them from elsewhere is escaped already. */
export function printPainted(text: string): void {
  process.stdout.write(`${text}\n`);
}
