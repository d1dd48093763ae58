import { randomUUID } from 'node:crypto';
import { BackendError } from '../backend/module.ts';
import type { Control } from '../control/module.ts';
import {
  isExpired,
  isTooFast,
  MAX_CODE_MS,
  MAX_FORM_MS,
  newAddress,
  SENT_TEXTS,
  type FieldProblem,
  type FormSeal,
  type KeptForms,
} from '../forms/module.ts';
import type { Escaped, FormRequest, Language, Page, PageContent, SeeOther } from '../site/module.ts';
import { placeChoice, readRequest } from './filled-request.page.ts';
import { addressOf, type KeptRequest, type ShownForm } from './kept-request.ts';
import { requestForm, SHOW } from './request-form.page.ts';
import {
  FIELDS,
  REQUEST_KINDS,
  type FieldName,
  type RequestDraft,
  type RequestKind,
  type SendOutcome,
  type SentRequest,
  type Typed,
} from './request.ts';
import type { RequestCalls } from './requests.client.ts';
import { REQUEST_TEXTS } from './requests.texts.ts';
import { sentRequestPage } from './sent-request.page.ts';

type Content = PageContent<Escaped>;

interface Surroundings {
  readonly calls: RequestCalls;
  readonly seal: FormSeal;
  readonly forms: KeptForms;
  readonly now: () => Date;
  readonly readControl: () => Promise<Control | undefined>;
}

/** A request for footage of oneself, and a complaint: the same form with other words. */
export function requestPages(surroundings: Surroundings): readonly Page<Escaped>[] {
  return REQUEST_KINDS.map((kind) => requestPage(kind, surroundings));
}

/** Where the button is: of what no single field can mend. */
const SEND = 'send';

/**
 * The form is kept under an address as it was sent, so that Back and reload show it again; once the service has it, the same
 * address shows its token. While it cannot be kept, it is shown in the answer.
 */
function requestPage(kind: RequestKind, { calls, seal, forms, now, readControl }: Surroundings): Page<Escaped> {
  const purpose = `${kind}/1`;
  const sentPurpose = `${kind}/sent/1`;

  const newDraft = (): RequestDraft => ({ requestId: randomUUID(), address: newAddress(), startedAt: now().getTime() });

  async function showForm(language: Language, draft: RequestDraft, shown: ShownForm): Promise<Content> {
    const isChoice = placeChoice(shown.typed, language).length > 0;
    const control = isChoice ? await readControl() : undefined;
    return requestForm({ kind, language, form: seal.seal(purpose, draft), control, ...shown });
  }

  async function keepForm(language: Language, draft: RequestDraft, shown: ShownForm): Promise<Content | SeeOther> {
    const kept: KeptRequest = { draft, shown, language };
    const ms = draft.startedAt + MAX_FORM_MS - now().getTime();
    const isKept = await forms.keep(purpose, draft.address, kept, ms);
    return isKept ? { seeOther: addressOf(kind, draft.address) } : showForm(language, draft, shown);
  }

  async function readKept(language: Language, address: string): Promise<Content> {
    const kept = (await forms.open(purpose, address)) as KeptRequest | undefined;
    if (kept === undefined || ('draft' in kept && isExpired(kept.draft, now()))) {
      const { gone } = REQUEST_TEXTS[language].refusals;
      return showForm(language, newDraft(), { typed: {}, problems: [{ field: SEND, text: gone }] });
    }
    if ('sent' in kept) return sentRequestPage({ kind, language, again: { address } }, kept.sent);
    const { draft, shown } = kept;
    // What has to be corrected is said in one language.
    return showForm(language, draft, language === kept.language ? shown : { typed: shown.typed, problems: [] });
  }

  /** The same form in the other language, with what is typed, or, without scripts, with what was sent before. */
  async function showAgain(language: Language, draft: RequestDraft, typed: Typed): Promise<Content | SeeOther> {
    const kept = (await forms.open(purpose, draft.address).catch(nothingIfAway)) as KeptRequest | undefined;
    if (kept !== undefined && 'sent' in kept) return { seeOther: addressOf(kind, draft.address) };
    const known = Object.keys(typed).length > 0 ? typed : (kept?.shown.typed ?? {});
    return keepForm(language, draft, { typed: known, problems: [] });
  }

  async function send(language: Language, draft: RequestDraft, request: FormRequest): Promise<Content | SeeOther> {
    const typed = typedIn(request);
    const read = readRequest(typed, language, now());
    if ('problems' in read) return keepForm(language, draft, { typed, problems: read.problems });
    const again = (text: string) => keepForm(language, draft, { typed, problems: [{ field: SEND, text }] });
    // A request is never dropped for looking like a program's: a person can send it again.
    if (request.field('website') !== '') return again(SENT_TEXTS[language].trap);
    if (isTooFast(draft, now())) return again(SENT_TEXTS[language].tooFast);
    const outcome = await calls.send(kind, draft.requestId, read);
    if ('sent' in outcome) return takeSent(language, draft, outcome.sent);
    const { problems, status } = refusedForm(language, outcome);
    // Another request gets an address of its own: the code of the first one stays where it is.
    const next = status === 409 ? newDraft() : draft;
    return keepForm(language, next, { typed, problems, ...(status === undefined ? {} : { status }) });
  }

  async function takeSent(language: Language, { address }: RequestDraft, sent: SentRequest) {
    const kept: KeptRequest = { sent };
    if (await forms.keep(purpose, address, kept, MAX_CODE_MS)) return { seeOther: addressOf(kind, address) };
    return sentRequestPage({ kind, language, again: { form: seal.seal(sentPurpose, sent) } }, sent);
  }

  return {
    path: `/${kind}`,
    read({ language, query }) {
      const address = query('form');
      return address === '' ? showForm(language, newDraft(), { typed: {}, problems: [] }) : readKept(language, address);
    },
    submit(request) {
      const { language, field } = request;
      const form = field('form');
      const sent = seal.open(sentPurpose, form) as SentRequest | undefined;
      if (sent !== undefined) return sentRequestPage({ kind, language, again: { form } }, sent);
      const draft = seal.open(purpose, form) as RequestDraft | undefined;
      const typed = typedIn(request);
      if (draft === undefined || isExpired(draft, now())) {
        const { tooOld } = REQUEST_TEXTS[language].refusals;
        return keepForm(language, newDraft(), { typed, problems: [{ field: SEND, text: tooOld }] });
      }
      return field('to') === SHOW ? showAgain(language, draft, typed) : send(language, draft, request);
    },
  };
}

function typedIn({ field, fields }: FormRequest): Typed {
  const sent = Object.values(FIELDS).filter((name) => fields(name).length > 0);
  return Object.fromEntries(sent.map((name) => [name, field(name)]));
}

function refusedForm(
  language: Language,
  outcome: Exclude<SendOutcome, { readonly sent: SentRequest }>,
): Pick<ShownForm, 'problems' | 'status'> {
  const { refusals, place } = REQUEST_TEXTS[language];
  if ('wrong' in outcome) {
    const textOf = (field: FieldName | typeof SEND): string =>
      field === SEND ? refusals.refused : field === FIELDS.place ? place.refused : refusals.field;
    const problems = outcome.wrong.map((field): FieldProblem => ({ field, text: textOf(field) }));
    return { problems: problems.length > 0 ? problems : [{ field: SEND, text: refusals.refused }] };
  }
  const { problem } = outcome;
  const problems = [{ field: SEND, text: refusals[problem] }];
  if (problem === 'refused') return { problems };
  return { problems, status: problem === 'alreadySent' ? 409 : 503 };
}

function nothingIfAway(error: unknown): undefined {
  if (error instanceof BackendError) return undefined;
  throw error;
}
