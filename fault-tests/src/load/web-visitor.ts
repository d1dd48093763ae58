/** Earlier, the form would seem to come from a program. */
const SHORTEST_MS = 3_100;

/** Somebody who reports by the pages, as a browser without scripts does. */
export class WebVisitor {
  readonly #page: string;
  #fields: URLSearchParams = new URLSearchParams();
  #readyAt = 0;

  constructor(url: string) {
    this.#page = `${url}/report`;
  }

  /** All steps but the last. */
  async fillIn(hromadaCode: string): Promise<void> {
    this.#readyAt = performance.now() + SHORTEST_MS;
    this.#fields = hiddenOf(await (await fetch(this.#page)).text());
    const answers = [
      { category: 'infrastructure' },
      { q: hromadaCode },
      { 'a-infrastructure_kind': 'road_pit', description: 'Вигаданий випадок для перевірки стійкості.' },
      { contact: 'anonymous' },
    ];
    for (const answer of answers) this.#fields = hiddenOf(await this.#post(answer));
    if (this.#fields.get('step') !== 'check') throw new Error(`the pages stopped at ${this.#fields.get('step')}`);
  }

  /** Sends the report, again if it was sent before. Whether its token was shown; rejects if nothing was answered. */
  async send(): Promise<boolean> {
    return (await this.#post({})).includes('id="token"');
  }

  /** Until the form may be sent. */
  get waitMs(): number {
    return Math.max(0, this.#readyAt - performance.now());
  }

  async #post(answer: Readonly<Record<string, string>>): Promise<string> {
    const body = new URLSearchParams([...this.#fields, ...Object.entries(answer)]);
    return (await fetch(this.#page, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })).text();
  }
}

/** Hidden fields of the last form. */
function hiddenOf(text: string): URLSearchParams {
  const form = text.split('<form ').at(-1) ?? '';
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return new URLSearchParams(fields.map(([, name = '', value = '']): [string, string] => [name, value]));
}
