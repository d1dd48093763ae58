import { createInterface } from 'node:readline/promises';

/** Prompts for a line, or reads the first line of piped input; trimmed. */
export async function askFor(question: string): Promise<string> {
  const { stdin, stderr } = process;
  // On stderr, so that stdout can go to a file.
  const reader = createInterface({ input: stdin, ...(stdin.isTTY ? { output: stderr } : {}) });
  try {
    if (stdin.isTTY) return (await reader.question(question)).trim();
    for await (const line of reader) return line.trim();
    return '';
  } finally {
    reader.close();
  }
}
