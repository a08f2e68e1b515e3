/** What takes the focus as a whole and gives it back when it closes. */
const SCOPE = '[role="dialog"], [role="menu"]';
/** What has a name, and is small enough to be read out when the focus comes to it. */
const NAMED =
  '[role="dialog"], [role="region"], [role="search"], section[aria-label], form[aria-label], table[aria-label], ul[aria-label], main';
const TABBABLE = 'a[href], button, input, select, textarea, [tabindex="0"]';
/** What was meant for the control of one row must not meet that of the next. */
const ROWS = 'ul, ol, tbody';
/** Dialogs and menus that close, and whoever else knows better, have set the focus by then. */
const OTHERS_FIRST_MS = 60;
/** A page whose heading has not come after so many looks, a second, has none. */
const LOOKS = 16;

/** Where a focused element stood. */
interface Place {
  scope: Element | null;
  /** From its parent outwards. */
  around: Element[];
}

const places = new WeakMap<Element, Place>();
/** What had the focus before a dialog or a menu took it. */
const openers = new WeakMap<Element, HTMLElement>();

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled');
}

/** What stands alone beside what is gone, such as the one button of a row that stays. */
function onlyTabbable(place: Element): HTMLElement | undefined {
  if (place.matches(`${ROWS}, ${NAMED}`)) return undefined;
  const [only, ...others] = [...place.querySelectorAll<HTMLElement>(TABBABLE)].filter(isUsable);
  return others.length === 0 ? only : undefined;
}

/** The heading of the page rather than the page, of which everything would be read. */
function named(place: Element): HTMLElement | null {
  const around = place.closest<HTMLElement>(NAMED);
  if (around && !around.matches('main')) return around;
  return document.querySelector<HTMLElement>('h1') ?? document.querySelector('main');
}

/**
 * What is nearest to where an element stood that is gone: the opener of its dialog, a control beside it, what it stood in.
 * @param passed openers that are gone as well: a menu opens a dialog, and what the dialog has done opens the menu.
 */
function nearestTo(gone: HTMLElement, passed: ReadonlySet<HTMLElement> = new Set()): HTMLElement | null {
  const { scope, around } = places.get(gone) ?? { scope: null, around: [] };
  const opener = scope && !scope.isConnected ? openers.get(scope) : undefined;
  if (opener && isUsable(opener)) return opener;
  if (opener && !passed.has(opener)) return nearestTo(opener, new Set([...passed, opener]));
  const place = around.find((each) => each.isConnected) ?? document.body;
  return onlyTabbable(place) ?? named(place);
}

function take(element: HTMLElement): void {
  if (!element.matches(`${TABBABLE}, [tabindex]`)) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: true });
}

function remember(element: HTMLElement, before: HTMLElement | null): void {
  const around: Element[] = [];
  for (let each = element.parentElement; each; each = each.parentElement) around.push(each);
  const scope = element.closest(SCOPE);
  places.set(element, { scope, around });
  if (scope && before && !scope.contains(before) && !openers.has(scope)) openers.set(scope, before);
}

/**
 * From now on, where what has the focus goes away, what is nearest takes it. Browsers leave the focus on the body then:
 * whoever uses a keyboard or has the page read to them would begin anew at its top (WCAG 2.4.3).
 */
export function keepFocus(): void {
  let last: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    remember(target, last);
    last = target;
  });
  // Who clicks where there is nothing to focus has taken the focus away; a button that has it is not told of it again.
  const leave = ({ target }: Event) => {
    if (!(target instanceof Node && last?.contains(target))) last = null;
  };
  document.addEventListener('pointerdown', leave, { capture: true });
  const isGone = (element: HTMLElement) => !element.isConnected || element.matches(':disabled');
  const look = (looks: number) => {
    timer = undefined;
    if (!last || !isGone(last) || document.activeElement !== document.body) return;
    const next = nearestTo(last);
    if (next?.matches('main') && looks > 0) timer = setTimeout(() => look(looks - 1), OTHERS_FIRST_MS);
    else if (next) take(next);
  };
  const watch = new MutationObserver(() => {
    if (last && isGone(last)) timer ??= setTimeout(() => look(LOOKS), OTHERS_FIRST_MS);
  });
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}
