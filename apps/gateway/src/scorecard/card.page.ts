import { html } from 'hono/html';
import { seriesPath, valueText as officialText } from '../official/module.ts';
import { formatOf, pathIn, pathWith, textsOf, type Language } from '../site/module.ts';
import { barOf, isState, type Badge, type Bar, type Card, type CardGroup, type Unmeasured } from './card.ts';
import { CARD_TEXTS } from './card.texts.ts';
import type { DaysView, Published, RatioView, RowView } from './scorecard.ts';

const NBSP = '\u00a0';

/** The days of the scorecard; undefined before the first answer. */
type Period = DaysView | undefined;

/** The cards of a group. */
export function groupSection({ group, cards }: CardGroup, period: Period, language: Language) {
  const { groups, otherGroup } = CARD_TEXTS[language];
  return html`<h2>${groups[group] ?? otherGroup}</h2>
    ${cardList(cards, period, language)}`;
}

export function cardList(cards: readonly Card[], period: Period, language: Language) {
  return html`<ul class="cards">
    ${cards.map((card) => cardItem(card, period, language))}
  </ul>`;
}

function cardItem(card: Card, period: Period, language: Language) {
  const { row } = card;
  const { answer, qualifier, suffix } = answerTexts(card, language);
  const bar = barOf(card);
  return html`<li class="card" id="promise-${row.id}">
    <h3>${row.title[language]}</h3>
    <p class="answer">
      ${qualifier === '' ? '' : html`<small>${qualifier}</small> `}${answer}${suffix === '' ? '' : html` <small>${suffix}</small>`}
    </p>
    ${aboutLines(card, period, language).map((line) => html`<p>${line}</p>`)}
    ${bar === undefined ? '' : barDrawing(bar)}
    ${card.badge === undefined ? remarkOnly(card, language) : badgeOf(card.badge, card, language)}
    ${furtherLines(card, language).map((line) => html`<p>${line}</p>`)} ${links(card, language)}
  </li>`;
}

/** The answer, with what stands smaller before and after it. */
function answerTexts({ row, answer, counted, published }: Card, language: Language) {
  const texts = CARD_TEXTS[language];
  if (answer === 'published') {
    return { answer: officialText(published.figure, language, row.unit), qualifier: '', suffix: '' };
  }
  const { whole: format } = formatOf(language);
  const all = row.better === 'more' && row.unit !== 'per cent' ? (row.target?.value ?? row.whole) : row.whole;
  return {
    answer: valueText(row, counted.value, language),
    qualifier: counted.isLowerBound ? textsOf(language).atLeast : '',
    suffix: all === undefined || row.sample !== undefined ? '' : texts.of(format(all)),
  };
}

/** Of which days the answer is, and what it rests on. */
function aboutLines({ row, answer, counted, published }: Card, period: Period, language: Language): string[] {
  const texts = CARD_TEXTS[language];
  const format = formatOf(language);
  if (answer === 'published') {
    const isOld = !isState(published) && period !== undefined && published.days.to.year < period.to.year - 1;
    return [texts.published(whenText(published, language)), ...(isOld ? [texts.noNewer] : [])];
  }
  const { sample, covered = period, unit, measures } = row;
  const { days, share, whole } = format;
  // What is released is not counted for these pages.
  const daysText = measures.length === 0 ? texts.released : texts.counted;
  return [
    ...(unit === 'seconds' ? [texts.median] : []),
    ...(sample === undefined ? [] : [texts.sample(share(sample.low), share(sample.high), whole(sample.asked))]),
    ...(covered === undefined || !SUMS.has(unit) ? [] : [daysText(days(covered.from, covered.to))]),
    ...(counted.yearBefore === undefined ? [] : [texts.yearBefore(valueText(row, counted.yearBefore, language))]),
  ];
}

/** What is counted over days, and does not stand for one. */
const SUMS: ReadonlySet<string> = new Set(['people', 'incidents', 'visits', 'repairs']);

/** How complete the counted number is. */
function coverageLines({ coverage, outcomesOpen }: RowView, language: Language): string[] {
  const texts = CARD_TEXTS[language];
  const { share, whole, plural } = formatOf(language);
  const open =
    outcomesOpen === undefined || outcomesOpen === 0
      ? []
      : [texts.outcomesOpen(`${whole(outcomesOpen)}${NBSP}${plural(outcomesOpen, texts.incidents)}`)];
  if (coverage === undefined || coverage.completeness === 'unknown') return open;
  if (coverage.completeness === 'complete') return [texts.complete, ...open];
  // Never 100 % of what is incomplete.
  const covered = Math.floor(coverage.percent * 10) / 10;
  return [covered === 0 ? texts.uncovered : texts.incomplete(share(covered)), ...open];
}

/** The number that is not the answer, on a line of its own. */
function furtherLines(card: Card, language: Language): string[] {
  const { row, answer, counted, published } = card;
  const texts = CARD_TEXTS[language];
  if (answer === 'counted') {
    const official =
      published === undefined || isState(published)
        ? []
        : [`${officialText(published.figure, language, row.unit)} ${whenText(published, language)}`];
    const leftOut = row.leftOut === undefined ? [] : [row.leftOut[language]];
    return [...coverageLines(row, language), ...leftOut, ...official.map(texts.officialToo)];
  }
  if (counted === undefined) return [];
  const number = valueText(row, counted.value, language);
  return [
    texts.countedToo(counted.isLowerBound ? `${textsOf(language).atLeast} ${number}` : number),
    ...coverageLines(row, language),
    ...(row.leftOut === undefined ? [] : [row.leftOut[language]]),
  ];
}

function badgeOf(badge: Badge, card: Card, language: Language) {
  const { word, rule, remark } = badgeTexts(badge, card, language);
  return html`<div class="verdict">
    <details>
      <summary><span class="badge ${badge.tone}">${word}</span></summary>
      <p>${rule}</p>
    </details>
    ${remark === '' ? '' : html`<p>${remark}</p>`}
  </div>`;
}

function badgeTexts(badge: Badge, { row, ratio }: Card, language: Language) {
  const texts = CARD_TEXTS[language];
  switch (badge.kind) {
    case 'verdict':
      return {
        word: texts.verdicts[badge.word],
        rule: texts.verdictRules[badge.word],
        remark: goalText(row, language),
      };
    case 'incomplete':
      return { word: texts.incompleteWord, rule: texts.incompleteRule, remark: goalText(row, language) };
    case 'trend':
      return { word: texts.trends[badge.word], rule: texts.trendRules[badge.word], remark: goalText(row, language) };
    case 'since2020':
      return {
        word: texts.since2020[badge.word],
        rule: ratio?.sentence[language] ?? '',
        remark: ratio === undefined ? '' : changeText(ratio, language),
      };
    default:
      return badge satisfies never;
  }
}

function remarkOnly({ row }: Card, language: Language) {
  const goal = goalText(row, language);
  return goal === '' ? '' : html`<p>${goal}</p>`;
}

/** "target 100 %, was due 31 December 2022", "limit 10 min in cities, 20 min in villages" */
function goalText({ target, due, verdict, limits, unit, better, sample }: RowView, language: Language): string {
  const texts = CARD_TEXTS[language];
  const { day, duration } = formatOf(language);
  if (limits.length > 0) {
    const list = limits.map(({ seconds, area }) => [duration(seconds), ...(area ? [texts.areas[area]] : [])].join(' '));
    return texts.limits(list.join(', '));
  }
  // A count that is to grow names its target beside the answer.
  const isNamed = better === 'more' && unit !== 'per cent' && sample === undefined;
  return [
    ...(target === undefined || isNamed ? [] : [texts.target(officialText(target, language, unit))]),
    ...(due === undefined ? [] : [verdict === 'late' ? texts.wasDue(day(due)) : texts.due(day(due))]),
  ].join(', ');
}

/** "by 8.2% (3.6–12.7%)"; empty without a change beyond chance. */
function changeText({ ratio, trend }: RatioView, language: Language): string {
  if (ratio === undefined || trend === 'same' || !Number.isFinite(ratio.high)) return '';
  const { decimal, share } = formatOf(language);
  const percent = (of: number) => 100 * Math.abs(of - 1);
  const [least = 0, most = 0] = [percent(ratio.low), percent(ratio.high)].toSorted((one, other) => one - other);
  return CARD_TEXTS[language].by(share(percent(ratio.value)), `${decimal(least)}–${share(most)}`);
}

/** "in 2025", "on 4 November 2021", "1 January – 31 October 2025" */
function whenText(published: Published, language: Language): string {
  const texts = CARD_TEXTS[language];
  const { day, days } = formatOf(language);
  const { from, to } = published.days;
  if (isState(published)) return texts.onDay(day(to));
  return isYear(published.days) ? texts.inYear(to.year) : days(from, to);
}

function isYear({ from, to }: DaysView): boolean {
  return from.year === to.year && from.month === 1 && from.day === 1 && to.month === 12 && to.day === 31;
}

function valueText({ unit }: Pick<RowView, 'unit'>, value: number, language: Language): string {
  const { whole, share, duration } = formatOf(language);
  if (unit === 'seconds') return duration(value);
  return unit === 'per cent' ? share(value) : whole(value);
}

const LENGTH = 1_000;

/** The texts beside it say the same. */
function barDrawing({ done, marks }: Bar) {
  const at = (share: number) => Math.round(share * LENGTH);
  return html`<svg class="bar" viewBox="0 0 ${LENGTH} 40" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar-all" y="8" width="${LENGTH}" height="24" />
    <rect class="bar-done" y="8" width="${at(done)}" height="24" />
    ${marks.map((mark) => html`<rect class="bar-mark" x="${Math.min(LENGTH - 8, at(mark))}" width="8" height="40" />`)}
  </svg>`;
}

/** Where the numbers of the card can be seen over time. */
function links({ row: { charted, title }, published }: Card, language: Language) {
  const { chart, series } = CARD_TEXTS[language];
  const link = (path: string, text: string) =>
    html`<p><a href="${pathIn(language, path)}" aria-label="${`${text}: ${title[language]}`}">${text}</a></p>`;
  const source = published?.figure.source;
  const category = charted?.category === '' ? undefined : charted?.category;
  return html`${source === undefined ? '' : link(seriesPath(source.seriesId), series)}
  ${charted === undefined ? '' : link(pathWith(`/measures/${charted.measure}`, { category }), chart)}`;
}

/** One folded line: how many have no number, which, why, and how that can be changed. */
export function unmeasuredSection(unmeasured: readonly Unmeasured[], language: Language) {
  if (unmeasured.length === 0) return '';
  const texts = CARD_TEXTS[language];
  const { whole, plural } = formatOf(language);
  return html`<details class="unmeasured">
    <summary>
      ${texts.unmeasured(`${whole(unmeasured.length)}${NBSP}${plural(unmeasured.length, texts.promises)}`)}
    </summary>
    <ul>
      ${unmeasured.map(({ row, reason }) => html`<li>${row.title[language]}: ${texts.reasons[reason]}</li>`)}
    </ul>
    <p><a href="${pathIn(language, '/data')}#sources">${texts.connect}</a></p>
  </details>`;
}
