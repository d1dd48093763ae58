/** What a browser without scripts does with forms: it sends the hidden fields of the page with what was typed. */
export interface Visitor {
  /** The page that was answered last. */
  readonly text: string;
  /** Of that page, after all redirects. */
  readonly address: string;
  readonly status: number;
  readonly title: string;
  readonly headers: Headers;
  /** Sends the last form of the page that has this step. */
  send(typed: Typed): Promise<void>;
}

type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Opens a page. Its forms are sent to its own address. */
export async function visit(address: string): Promise<Visitor> {
  let response = await fetch(address);
  let text = await response.text();
  return {
    get text() {
      return text;
    },
    get address() {
      return response.url;
    },
    get status() {
      return response.status;
    },
    get title() {
      return /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? '';
    },
    get headers() {
      return response.headers;
    },
    async send(typed) {
      const body = bodyOf(hiddenOf(text, typed['step']), typed);
      response = await fetch(address, { method: 'POST', body });
      text = await response.text();
    },
  };
}

/** Fields of the last form; of several with steps, the one of this step. */
function hiddenOf(text: string, step: Typed[string] | undefined): [string, string][] {
  const forms = [...text.matchAll(/<form method="post"[^]*?<\/form>/g)].map(([form]) => form);
  const form = forms.find((each) => each.includes(`name="step" value="${String(step)}"`)) ?? forms.at(-1) ?? '';
  return [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}

function bodyOf(hidden: readonly [string, string][], typed: Typed): URLSearchParams {
  const body = new URLSearchParams(hidden.filter(([name]) => !(name in typed)));
  for (const [name, values] of Object.entries(typed)) for (const value of [values].flat()) body.append(name, value);
  return body;
}
