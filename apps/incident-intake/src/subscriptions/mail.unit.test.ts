import { expect, test } from 'vitest';
import { isQuiet, nextTry } from './mail.ts';
import { confirmationMail, stateMail } from './mail-wordings.ts';
import { fateOf } from './smtp.adapter.ts';

const MINUTE = 60_000;

test.each([
  ['2026-12-02T18:59:59Z', false],
  ['2026-12-02T19:00:00Z', true],
  ['2026-12-02T23:00:00Z', true],
  ['2026-12-03T05:59:59Z', true],
  ['2026-12-03T06:00:00Z', false],
  // In summer.
  ['2026-07-02T17:59:59Z', false],
  ['2026-07-02T18:00:00Z', true],
  ['2026-07-03T05:00:00Z', false],
])('at %s it is quiet in Kyiv: %s', (time, quiet) => {
  expect(isQuiet(new Date(time))).toBe(quiet);
});

test('waits grow up to a day', () => {
  const now = new Date('2026-12-02T10:00:00Z');
  const waits = [0, 1, 2, 5, 6, 500].map((attempts) => (nextTry(attempts, now).getTime() - now.getTime()) / MINUTE);
  expect(waits).toEqual([1, 4, 16, 1_024, 1_440, 1_440]);
});

test.each([
  [{ responseCode: 550, command: 'RCPT TO' }, false, 'refused'],
  [{ responseCode: 554, command: 'DATA' }, true, 'refused'],
  [{ responseCode: 530, command: 'MAIL FROM' }, false, 'later'],
  [{ responseCode: 451, command: 'RCPT TO' }, false, 'later'],
  [{ responseCode: 452, command: 'DATA' }, true, 'later'],
  [{ command: 'CONN' }, false, 'later'],
  [{ command: 'CONN' }, true, 'unknown'],
] as const)('after %j, and the message asked for: %s, a mail is %s', (error, isBegun, fate) => {
  expect(fateOf(error, isBegun)).toBe(fate);
});

const LINKS = { pages: 'https://gromada.example', confirmCode: 'CONFIRM', endCode: 'END' };
const STATUS = {
  text: { uk: 'Допомогу направлено.', en: 'Help has been sent.' },
  isVoice: false,
  open: {
    receivedAt: new Date(0),
    stateSince: new Date('2026-12-02T12:05:00Z'),
    category: 'fire',
    attributes: {},
    hromadaCode: 'UA05020030000031457',
    signature: { uk: 'поліція', en: 'police' },
  },
} as const;

test('a mail about a change names the state and its time, no place, no category, and no code but the one that ends it', () => {
  const uk = stateMail('uk', LINKS, STATUS, false);
  expect(uk).toEqual({
    subject: 'Зміна у вашому повідомленні',
    endLink: 'https://gromada.example/told/end?code=END',
    text: `Допомогу направлено.

Цей стан – з 2 грудня 2026 р. о 14:05 за київським часом.

Докладніше – на сторінці стану. Знадобиться код, який ви отримали на сайті:
https://gromada.example/track

Більше не отримувати таких листів і стерти адресу:
https://gromada.example/told/end?code=END

Цей лист надіслала програма. Відповіді на нього ніхто не прочитає.
`,
  });
  const en = stateMail('en', LINKS, { ...STATUS, isVoice: true }, false);
  expect(en.subject).toBe('News of the report that you follow');
  expect(en.endLink).toBe('https://gromada.example/en/told/end?code=END');
  expect(en.text).toContain('In this state since 2 December 2026 at 14:05, Kyiv time.');
});

test('a mail that asks to confirm says for how long, and how to erase the address', () => {
  for (const language of ['uk', 'en'] as const) {
    const { subject, text, endLink } = confirmationMail(language, LINKS, true);
    expect(subject).not.toBe('');
    expect(text).toContain('/told/confirm?code=CONFIRM');
    expect(text).toContain(endLink);
    expect(text).toMatch(/48 (годин|hours)/);
    expect(text).toMatch(/^(Це демонстрація|This is a demonstration)/);
  }
});
