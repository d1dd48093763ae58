import { inPage } from './rules.ts';
import type { RunningBrowser } from './running-browser.ts';

/** More is no way to anything. */
const MAX_TABS = 80;

/** Somebody who uses the keyboard alone, with or without scripts. */
export interface Keyboard {
  /** Keys pressed so far, not counting the letters of texts. */
  readonly keys: number;
  press(key: string): Promise<void>;
  /** Goes to an element by Tab. Fails if Tab does not lead there. */
  goTo(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** Chooses one of several, by the arrow keys. */
  choose(selector: string): Promise<void>;
  /** Presses Enter on the element, and waits for the next page. */
  enter(selector: string): Promise<void>;
}

export function keyboardOf({ page, allowScripts, pressTab }: RunningBrowser, hasScripts: boolean): Keyboard {
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const isAt = (selector: string) =>
    page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`);
  const goTo = async (selector: string): Promise<void> => {
    if (await isAt(selector)) return;
    const straight = (await inPage(page, 'tabsTo', selector)) ?? 0;
    keys += straight;
    await pressTab(straight);
    // What stands above the focus comes after the last element of the page.
    for (let tabs = straight; !(await isAt(selector)); tabs += 1) {
      if (tabs > MAX_TABS || straight > 0) throw new Error(`${tabs} Tabs do not lead to ${selector}`);
      await press('Tab');
    }
  };
  return {
    get keys() {
      return keys;
    },
    press,
    goTo,
    async type(selector, text) {
      await goTo(selector);
      await page.keyboard.type(text);
    },
    async choose(selector) {
      const name = await page.locator(selector).getAttribute('name');
      await goTo(`[name="${name}"]`);
      for (let arrows = 0; !(await isAt(selector)); arrows += 1) {
        if (arrows > MAX_TABS) throw new Error(`the arrow keys do not lead to ${selector}`);
        await press('ArrowDown');
      }
      if (!(await page.locator(selector).isChecked())) await press('Space');
    },
    async enter(selector) {
      await goTo(selector);
      const loaded = page.waitForEvent('load');
      await allowScripts(hasScripts);
      await press('Enter');
      await loaded;
      await allowScripts(true);
    },
  };
}
