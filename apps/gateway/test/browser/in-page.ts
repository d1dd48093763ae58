/// <reference lib="dom" />

/** What a program in the browser can see of a page. */
export interface InPage {
  /** Its title and HTML. What the browser shows of two pages differs only if this does, or the size or media. */
  likeness(): { readonly title: string; readonly html: string };
  /** What can be reached by Tab, in the order of the document. */
  stops(): string[];
  /** How many of them have further stops inside. */
  partedFields(): number;
  /** Whether the element that has the focus shows it, and what it is. Empty if no element of the page has it. */
  focused(): { readonly name: string; readonly problems: string[] } | undefined;
  /** Makes the next Tab begin at the top, and keeps what each Tab leads to. */
  followTabs(): void;
  /** What the Tabs since then have led to. */
  followed(): (ReturnType<InPage['focused']> | null)[];
  /** How many Tabs lead to the first element after the focus that matches; undefined if none follows. */
  tabsTo(selector: string): number | undefined;
  smallTargets(): string[];
  sideways(): string[];
  cutTexts(): string[];
  wrongLanguage(language: string): string[];
  moving(): string[];
  faint(): string[];
  /** Distances of WCAG 1.4.12, or those of the page. */
  spaceTexts(areWide: boolean): void;
}

/** Runs in the browser: all that it needs is inside. */
export function installChecks(): void {
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()}${element.id && `#${element.id}`} "${(element.textContent ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 40)}"`;
  const isRadio = (element: Element): element is HTMLInputElement =>
    element instanceof HTMLInputElement && element.type === 'radio';

  const stops = () => {
    const found = all(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable]',
    ).filter((element) => element.tabIndex >= 0 && !element.matches(':disabled') && isShown(element));
    // Of the choices with one name, Tab reaches the chosen one, or the first.
    return found.filter((element) => {
      if (!isRadio(element)) return true;
      const group = found.filter(
        (other) => isRadio(other) && other.name === element.name && other.form === element.form,
      );
      return (group.find((other) => isRadio(other) && other.checked) ?? group[0]) === element;
    });
  };

  const WRITTEN_LINE_PX = 48;
  const focusProblems = (element: Element): string[] => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const problems: string[] = [];
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) problems.push('shows no focus');
    const { left, top, width, height } = element.getBoundingClientRect();
    // Of a text, the browser shows the line where one writes: the first.
    const shown = element instanceof HTMLTextAreaElement ? Math.min(height, WRITTEN_LINE_PX) : height;
    const [x, y] = [left + width / 2, top + shown / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) problems.push('is focused outside the screen');
    return problems;
  };

  const boxOf = (element: HTMLElement) => {
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
    const boxes = [element, ...(label ? [label] : [])].map((each) => each.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    return {
      width: Math.max(...boxes.map((box) => box.right)) - left,
      height: Math.max(...boxes.map((box) => box.bottom)) - top,
    };
  };
  /** A target within a sentence has the height of its line. */
  const isInSentence = (element: HTMLElement) =>
    getComputedStyle(element).display === 'inline' &&
    (element.parentElement?.textContent ?? '').trim().length > (element.textContent ?? '').trim().length;

  const numbersOf = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = numbersOf(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element: Element | null): string => {
    for (let each = element; each !== null; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (numbersOf(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const ownText = (element: Element) =>
    [...element.childNodes]
      .flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : []))
      .join('')
      .trim();

  const followed: ReturnType<InPage['followed']> = [];
  const PARTED = 'input[type=date], input[type=time]';
  let followedElement: Element | null = null;
  const follow = ({ key }: KeyboardEvent): void => {
    if (key !== 'Tab') return;
    const { activeElement } = document;
    // A field of a day or a time has a stop for each of its parts.
    if (activeElement === followedElement && activeElement?.matches(PARTED) === true) return;
    followedElement = activeElement;
    followed.push(checks.focused() ?? null);
  };

  const checks: InPage = {
    likeness() {
      const copy = document.documentElement.cloneNode(true) as HTMLElement;
      // Sealed, so different each time, and never shown.
      for (const field of copy.querySelectorAll('input[type=hidden]')) field.removeAttribute('value');
      const { activeElement, title } = document;
      const focus = activeElement === null || activeElement === document.body ? '' : nameOf(activeElement);
      // A stylesheet that was not loaded has no rules.
      const styles = [...document.styleSheets].map(({ cssRules }) => cssRules.length);
      return { title, html: `${copy.outerHTML}\n${focus}\n${styles.join()}` };
    },
    stops: () => stops().map(nameOf),
    partedFields: () => stops().filter((element) => element.matches(PARTED)).length,
    focused() {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return undefined;
      return { name: nameOf(activeElement), problems: focusProblems(activeElement) };
    },
    followTabs() {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
      followed.length = 0;
      followedElement = null;
      addEventListener('keyup', follow, true);
    },
    followed: () => followed,
    tabsTo(selector) {
      const { activeElement, body } = document;
      const isAfter = (element: Element) =>
        activeElement === null ||
        activeElement === body ||
        (activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
      const index = stops()
        .filter(isAfter)
        .findIndex((element) => element.matches(selector));
      return index === -1 ? undefined : index + 1;
    },
    smallTargets: () =>
      stops().flatMap((element) => {
        const { width, height } = boxOf(element);
        if ((width >= 24 && height >= 24) || isInSentence(element) || element.classList.contains('skip')) return [];
        return [`${nameOf(element)} is ${width.toFixed(0)} × ${height.toFixed(0)} px`];
      }),
    sideways() {
      const { clientWidth, scrollWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const wide = all('body *').filter(
        (element) => isShown(element) && element.getBoundingClientRect().right > clientWidth + 1,
      );
      return [`${scrollWidth} px in ${clientWidth}: ${wide.slice(0, 3).map(nameOf).join(', ')}`];
    },
    cutTexts: () =>
      all('body *')
        .filter((element) => isShown(element) && ownText(element) !== '')
        .filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
          // Texts for screen readers alone take one pixel.
          if (clientWidth <= 1) return false;
          return (
            (/hidden|clip/.test(overflowX) && scrollWidth > clientWidth + 1) ||
            (/hidden|clip/.test(overflowY) && scrollHeight > clientHeight + 1)
          );
        })
        .map((element) => `${nameOf(element)} is cut`),
    wrongLanguage(language) {
      const foreign = language === 'en' ? /\p{Script=Cyrillic}/u : /(?:\b[a-z]{2,}\b[ ,]+){2}\b[a-z]{2,}\b/;
      return (
        all('body *')
          // What a visitor has written may be in any language.
          .filter((element) => isShown(element) && !element.matches('textarea') && foreign.test(ownText(element)))
          .filter((element) => element.closest('[lang]')?.getAttribute('lang') === language)
          .map((element) => `${nameOf(element)} is not marked as another language`)
      );
    },
    moving: () =>
      all('*')
        .filter((element) => {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
          const lasts = transitionDuration.split(',').some((each) => Number.parseFloat(each) > 0.01);
          return animationName !== 'none' || lasts || scrollBehavior === 'smooth';
        })
        .map((element) => `${nameOf(element)} moves`),
    faint: () =>
      all('body *').flatMap((element) => {
        if (!isShown(element)) return [];
        const { color, borderTopColor, borderTopStyle } = getComputedStyle(element);
        const problems: string[] = [];
        if (ownText(element) !== '' && contrast(color, groundOf(element)) < 4.5) problems.push('text');
        const isField = element.matches('input:not([type=hidden]), select, textarea, button');
        const hasEdge = borderTopStyle !== 'none' && contrast(borderTopColor, groundOf(element.parentElement)) >= 3;
        if (isField && !hasEdge && !element.matches('[type=radio], [type=checkbox]')) problems.push('edge');
        return problems.map((each) => `the ${each} of ${nameOf(element)} cannot be seen`);
      }),
    spaceTexts(areWide) {
      document.adoptedStyleSheets = [];
      if (!areWide) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
      );
      document.adoptedStyleSheets = [sheet];
    },
  };
  Object.assign(globalThis, { checks });
}
