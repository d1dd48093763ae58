import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Problem } from '../terminal/problem.ts';
import { say } from '../terminal/language.ts';

/** Reads a file of JSON lines lazily. Throws a Problem that names an invalid line. */
export async function* readJsonLines<T>(file: string, fromJson: (object: unknown) => T): AsyncGenerator<T> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    yield parsed(line, fromJson, say({ uk: `${file}, рядок ${number}`, en: `${file}, line ${number}` }));
  }
}

function parsed<T>(line: string, fromJson: (object: unknown) => T, where: string): T {
  try {
    return fromJson(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Problem({ uk: `${where}: це не JSON.`, en: `${where} is not valid JSON.` }, 2);
    throw error;
  }
}
