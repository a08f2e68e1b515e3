import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../support/until.ts';

type Name = string | RegExp;
type Stop = { role: string; name: string };

const MOST_STOPS = 90;
const NOWHERE: Stop = { role: 'nothing', name: 'the body' };

/**
 * Whether one sees what has the focus: an outline of its own, or of what is drawn in its place (the track of a switch, the
 * frame of an editor), or the edge of a field in the accent. It may be fading in.
 */
const IS_SEEN = `(async () => {
  const isSeen = () => {
    const { activeElement: active } = document;
    const accent = new Option().style;
    accent.color = getComputedStyle(document.documentElement).getPropertyValue('--td-accent').trim();
    const near = [active, active.nextElementSibling, active.previousElementSibling];
    for (let each = active.parentElement; each && near.length < 8; each = each.parentElement) near.push(each);
    const styles = near.filter(Boolean).map((each) => getComputedStyle(each));
    return [getComputedStyle(active, '::after'), ...styles].some((style) => {
      const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
      return isOutlined || (parseFloat(style.borderTopWidth) >= 1 && style.borderTopColor === accent.color);
    });
  };
  for (const deadline = performance.now() + 2000; performance.now() < deadline; )
    if (isSeen()) return true;
    else await new Promise(requestAnimationFrame);
  return false;
})()`;

function isIt({ role, name }: Stop, wantedRole: string, wanted: Name): boolean {
  return role === wantedRole && (typeof wanted === 'string' ? name === wanted : wanted.test(name));
}

const holdsFocus = (dialog: Locator): Promise<boolean> =>
  dialog.evaluate((element) => element !== null && element.contains(document.activeElement));

/** Somebody without a mouse: they press keys, and see where they are. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** What has the focus, as it is read to those who hear the page. */
  async at(): Promise<Stop> {
    const focused = this.page.locator(':focus');
    for (let tries = 0; tries < 5; tries += 1) {
      if (await this.page.evaluate('document.activeElement === document.body')) return NOWHERE;
      try {
        const [node] = (await focused.ariaSnapshotJSON({ depth: 1, timeout: 2_000 })) as Partial<Stop>[]; // as documented
        return { role: node?.role ?? 'generic', name: node?.name ?? '' };
      } catch {
        // It went away meanwhile, or the machine is busy: a stop that was not read must not be passed by.
      }
    }
    return NOWHERE;
  }

  /** Goes on by Tab until it comes to this; whatever it passes has to be seen to have the focus. */
  async tabTo(role: string, name: Name, { back = false, most = MOST_STOPS } = {}): Promise<void> {
    const passed: string[] = [];
    while (passed.length < most) {
      await this.press(back ? 'Shift+Tab' : 'Tab');
      const stop = await this.at();
      const words = `${stop.role} "${stop.name}"`;
      if (stop !== NOWHERE) expect(await this.page.evaluate(IS_SEEN), `${words} shows its focus`).toBe(true);
      if (isIt(stop, role, name)) return;
      passed.push(words);
    }
    throw new Error(`No Tab led to ${role} ${String(name)}. It passed:\n${passed.join('\n')}`);
  }

  /** Goes to it by Tab and presses it. */
  async pressOn(role: string, name: Name, way: { back?: boolean; key?: string } = {}): Promise<void> {
    await this.tabTo(role, name, way);
    await this.press(way.key ?? 'Enter');
  }

  /** Waits until the focus has come to this by itself. */
  async untilOn(role: string, name: Name): Promise<void> {
    await until(
      () => this.at(),
      (stop) => isIt(stop, role, name),
      { what: `the focus is on ${role} ${String(name)}`, withinMs: 15_000 },
    );
  }

  /** Past the navigation, by the link for it. */
  async skip(): Promise<void> {
    await this.tabTo('link', 'Skip to content', { most: 1 });
    await this.press('Enter');
    await this.untilOn('main', '');
  }

  /** Opens the menu that has the focus, and chooses from it by the arrows. */
  async choose(name: string): Promise<void> {
    await this.press('Enter');
    await this.page.getByRole('menuitem', { name, exact: true }).waitFor();
    for (let tries = 0; tries < 20; tries += 1) {
      await this.press('ArrowDown');
      if (isIt(await this.at(), 'menuitem', name)) return this.press('Enter');
    }
    throw new Error(`No arrow led to ${name}.`);
  }

  /** Waits until the dialog has the focus, which it takes a moment after it is seen: a Tab before it is one of the page below. */
  async untilIn(dialog: Locator): Promise<void> {
    await dialog.waitFor();
    await until(
      () => holdsFocus(dialog),
      (inside) => inside,
      { what: 'the dialog has the focus' },
    );
  }

  /** Goes once around in the dialog: it must not let the focus go. */
  async expectTrapped(dialog: Locator): Promise<void> {
    await this.untilIn(dialog);
    const stops = await dialog.locator('a[href], button, input, [tabindex="0"]').count();
    const passed: Stop[] = [];
    for (let stop = 0; stop <= stops; stop += 1) {
      await this.press('Tab');
      passed.push(await this.at());
      expect(await holdsFocus(dialog), `inside: ${JSON.stringify(passed)}`).toBe(true);
    }
  }

  /** Waits until those who hear the page are told. */
  async untilTold(text: Name): Promise<void> {
    await this.page
      .locator('[role="alert"], [role="status"], [aria-live="polite"]')
      .filter({ hasText: text })
      .first()
      .waitFor();
  }
}
