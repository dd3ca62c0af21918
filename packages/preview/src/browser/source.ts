import type {
  Answer,
  CategoryData,
  Choices,
  PageProblem,
  Question,
  RuleCases,
  RuleData,
  SiteData,
} from '../page-data.ts';
import { answerKey } from '../view/parts.ts';

/** Where the page's data comes from: the preview's server, or the files of an export. */
export interface Source {
  /** An export answers only what was asked when it was made. */
  readonly isFixed: boolean;
  readonly site: () => Promise<SiteData>;
  readonly category: (slug: string) => Promise<CategoryData | undefined>;
  readonly rules: (slug: string) => Promise<readonly RuleData[]>;
  /** All that the checks say; undefined for a category that there is not. */
  readonly problems: (slug: string) => Promise<readonly PageProblem[] | undefined>;
  /** By the rule's id. */
  readonly cases: (slug: string) => Promise<Readonly<Record<string, RuleCases>>>;
  /** Undefined when nothing answers this question. */
  readonly answer: (question: Question, signal: AbortSignal) => Promise<Answer | undefined>;
  /** Tells when content has changed. */
  readonly onChange: (then: () => void) => void;
}

/** The server that the page came from. */
export function liveSource(): Source {
  const read = async <T>(path: string): Promise<T | undefined> => {
    const response = await fetch(path);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    isFixed: false,
    site: async () => {
      const site = await read<SiteData>('data/site.json');
      if (!site) throw new Error('the server has no site');
      return site;
    },
    category: (slug) => read<CategoryData>(`data/${encodeURIComponent(slug)}.json`),
    rules: async (slug) => (await read<readonly RuleData[]>(`data/${encodeURIComponent(slug)}/rules.json`)) ?? [],
    problems: (slug) => read<readonly PageProblem[]>(`data/${encodeURIComponent(slug)}/problems.json`),
    cases: async (slug) => (await read<Record<string, RuleCases>>(`data/${encodeURIComponent(slug)}/cases.json`)) ?? {},
    answer: async (question, signal) => {
      const response = await fetch('answer', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(question),
        signal,
      });
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
    onChange: (then) => {
      new EventSource('changes').addEventListener('changed', then);
    },
  };
}

/** What the files of an export register. */
interface FixedData {
  site?: SiteData;
  readonly categories: Record<string, CategoryData>;
  readonly rules: Record<string, readonly RuleData[]>;
  readonly problems: Record<string, readonly PageProblem[]>;
  readonly cases: Record<string, Readonly<Record<string, RuleCases>>>;
  readonly answers: Record<string, Readonly<Record<string, Answer>>>;
}

/** The files beside the page: scripts that register their data, as a page that was opened from a disk cannot fetch. */
export function fixedSource(): Source {
  const data: FixedData = { categories: {}, rules: {}, problems: {}, cases: {}, answers: {} };
  const registry: Record<string, unknown> = { picketData: data };
  Object.assign(globalThis, registry);
  const loaded = new Map<string, Promise<void>>();
  const load = (path: string): Promise<void> => {
    const known = loaded.get(path) ?? loadScript(path);
    loaded.set(path, known);
    return known;
  };
  const known = async (slug: string): Promise<boolean> => {
    await load('data/site.js');
    return data.site?.categories.some((each) => each.slug === slug) ?? false;
  };
  return {
    isFixed: true,
    site: async () => {
      await load('data/site.js');
      if (!data.site) throw new Error('data/site.js holds no site');
      return data.site;
    },
    category: async (slug) => {
      if (!(await known(slug))) return undefined;
      await load(`data/${slug}.js`);
      return data.categories[slug];
    },
    rules: async (slug) => {
      if (await known(slug)) await load(`data/${slug}.rules.js`);
      return data.rules[slug] ?? [];
    },
    problems: async (slug) => {
      if (await known(slug)) await load(`data/${slug}.problems.js`);
      return data.problems[slug];
    },
    cases: async (slug) => {
      if (await known(slug)) await load(`data/${slug}.cases.js`);
      return data.cases[slug] ?? {};
    },
    answer: async ({ slug, key, choices }: { slug: string; key: string; choices: Choices }) => {
      await load(`data/${slug}.answers.js`);
      return data.answers[slug]?.[answerKey(key, choices)];
    },
    onChange: () => undefined,
  };
}

/** Adds a script of the page's own to it; resolves when it has run. */
export function loadScript(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = path;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`cannot load ${path}`)));
    document.head.append(script);
  });
}
