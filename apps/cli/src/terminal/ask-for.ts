import { createInterface } from 'node:readline/promises';

/** Asks a person for a line, or takes the first line of what is piped in; without blanks at its ends. */
export async function askFor(question: string): Promise<string> {
  const { stdin, stderr } = process;
  // On stderr, so that what is printed can go into a file.
  const reader = createInterface({ input: stdin, ...(stdin.isTTY ? { output: stderr } : {}) });
  try {
    if (stdin.isTTY) return (await reader.question(question)).trim();
    for await (const line of reader) return line.trim();
    return '';
  } finally {
    reader.close();
  }
}
