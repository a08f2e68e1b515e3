import { median } from '../bench/figures.ts';
import type { Session } from '../shots/scene-people.ts';
import type { Lighthouse, Result } from './load.ts';

/** Of 100. */
export type Scores = Record<Category, number>;
export type Category = (typeof CATEGORIES)[number];
const CATEGORIES = ['accessibility', 'best-practices', 'performance'] as const;

/** Desktop: 10 Mbit/s, 40 ms there and back. Mobile: 1.6 Mbit/s, 150 ms, a processor of a quarter. Both with an empty cache. */
export const PRESETS = ['desktop', 'mobile'] as const;
export type Preset = (typeof PRESETS)[number];

/** What a page was given and for which of its faults it was not given more, how fast the processor was, and the whole report as a page. */
export type Measured = { scores: Scores; faults: string[]; speed: number; report: string };

/** Where it measures: in the browser behind this port for tools. */
type At = { lighthouse: Lighthouse; port: number };
/** An address, whose session it is opened with, and whether it is about a refusal, which the browser then notes as an error. */
export type Page = { url: string; session: Session; isRefused: boolean };

/**
 * Measures a page some times. What else the machine does makes it slower and nothing else, so performance is the median;
 * of the other two it is the worst.
 */
export async function measure(
  at: At,
  page: Page,
  { preset, times }: { preset: Preset; times: number },
): Promise<Measured> {
  const all: Measured[] = [];
  while (all.length < times) all.push(await measureOnce(at, page, preset));
  const worst = (category: Category) => Math.min(...all.map(({ scores }) => scores[category]));
  const [last] = all.toReversed();
  return {
    scores: {
      accessibility: worst('accessibility'),
      'best-practices': worst('best-practices'),
      performance: Math.round(median(all.map(({ scores }) => scores.performance))),
    },
    faults: [...new Set(all.flatMap(({ faults }) => faults))],
    speed: Math.round(median(all.map(({ speed }) => speed))),
    report: last?.report ?? '',
  };
}

async function measureOnce(
  { lighthouse, port }: At,
  { url, session, isRefused }: Page,
  preset: Preset,
): Promise<Measured> {
  const cookies = typeof session === 'string' ? [] : (session.cookies ?? []);
  const flags = {
    port,
    logLevel: 'error',
    output: 'html',
    onlyCategories: [...CATEGORIES],
    // The journey `every-route` holds the console against just the refusals that there are to be.
    ...(isRefused && { ignoreStatusCode: true, skipAudits: ['errors-in-console'] }),
    ...(cookies.length > 0 && {
      extraHeaders: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    }),
  };
  const found = await lighthouse.default(
    url,
    flags,
    preset === 'desktop' ? lighthouse.desktopConfig : undefined,
  );
  if (!found) throw new Error(`Lighthouse has nothing to say about ${url}.`);
  const { lhr, report } = found;
  if (lhr.runtimeError) throw new Error(`Lighthouse on ${url}: ${lhr.runtimeError.message}`);
  const scoreOf = (category: Category) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  return {
    scores: {
      accessibility: scoreOf('accessibility'),
      'best-practices': scoreOf('best-practices'),
      performance: scoreOf('performance'),
    },
    faults: CATEGORIES.flatMap((category) => faultsOf(lhr, category)),
    speed: lhr.environment.benchmarkIndex,
    report: String(report),
  };
}

/** What counts towards a score and is not as it should be. */
function faultsOf({ categories, audits }: Result, category: Category): string[] {
  return (categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => `${category}, ${id} ${audits[id]?.displayValue ?? ''}`.trim());
}
