import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

type Evaluate = (expression: string) => unknown;

const EVALUATE = 'evaluateHere';

// Code of ours can be asked for the value of any expression, as if it stood at the end of the module.
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (loaded.format !== 'module-typescript') return loaded;
    const text = new TextDecoder().decode(loaded.source as Uint8Array);
    return { ...loaded, source: `${text}\nexport const ${EVALUATE} = (text: string) => eval(text);\n` };
  },
});

/** The value of an expression in JavaScript. */
export async function evaluateIn(file: string, expression: string): Promise<unknown> {
  const loaded: Readonly<Record<string, Evaluate>> = await import(pathToFileURL(file).href);
  return loaded[EVALUATE]?.(expression);
}
