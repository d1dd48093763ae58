import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** Bytes of a form. */
const LARGEST_FORM = 64 * 1_024;
/** Characters of a field; longer texts are cut after the bound of every field of the contracts. */
const LONGEST_FIELD = 20_000;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;

interface SentForm {
  readonly field: (name: string) => string;
  readonly fields: (name: string) => readonly string[];
  readonly names: readonly string[];
}

type FormProblem = 'tooLarge' | 'notAForm';

/** Reads a form; at most `LARGEST_FORM` bytes of it are ever held. */
export async function readForm(context: Context): Promise<SentForm | { readonly problem: FormProblem }> {
  if (!FORM_TYPE.test(context.req.header('content-type') ?? '')) return { problem: 'notAForm' };
  let isTooLarge = false;
  let text = '';
  const limit = bodyLimit({
    maxSize: LARGEST_FORM,
    onError: () => {
      isTooLarge = true;
      return new Response();
    },
  });
  await limit(context, async () => {
    text = await context.req.text();
  });
  if (isTooLarge) return { problem: 'tooLarge' };
  const values = new URLSearchParams(text);
  return {
    field: (name) => (values.get(name) ?? '').slice(0, LONGEST_FIELD),
    fields: (name) => values.getAll(name).map((each) => each.slice(0, LONGEST_FIELD)),
    names: [...values.keys()],
  };
}

/**
 * Whether a browser says that the form stood on another site. Browsers without Sec-Fetch-Site send the origin "null"
 * because pages forbid the referrer; for them the token in the form decides.
 */
export function isForeign(header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin';
  const origin = header('origin');
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== header('host');
}
