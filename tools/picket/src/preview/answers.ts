import type { Declarations } from '@picket/kql';
import type { PreviewHost } from '@picket/preview';
import type { Session } from '@picket/preview/session';
import { type ContentReading, shown } from './content-reading.ts';
import type { Sample } from './sample.ts';
import { inventedFacts, type SampleFacts, type SampleWish } from './sample-facts.ts';

/** Answers questions about workbooks over a sample. */
export interface Answers {
  readonly sample: () => Promise<SampleFacts>;
  readonly answer: PreviewHost['answer'];
  readonly changed: () => void;
  readonly close: () => Promise<void>;
}

/** Answers on this thread. The engine is loaded and the sample opened with the first question. */
export function answersHere(reading: ContentReading, wish: SampleWish, declarations: Declarations): Answers {
  let sample: Promise<Sample> | undefined;
  let session: Promise<Session> | undefined;
  const theSample = (): Promise<Sample> => {
    sample ??= import('./sample.ts').then(({ openSample }) => openSample(wish, declarations, reading.now().packages));
    return sample;
  };
  const open = async (): Promise<Session> => {
    const [{ openSession }, { engine, now }] = await Promise.all([import('@picket/preview/session'), theSample()]);
    return openSession({ engine, now });
  };
  return {
    sample: async () => factsBeforehand(wish) ?? theSample(),
    answer: async ({ slug, key, choices }, signal) => {
      const found = reading.find(slug);
      const workbook = found && shown(found);
      if (!workbook) return undefined;
      session ??= open();
      return (await session).answer(workbook, key, choices, signal);
    },
    changed: reading.changed,
    close: async () => {
      await (await sample)?.engine.close();
    },
  };
}

/** What is known of a sample that need not be read. */
export function factsBeforehand({ data, now }: SampleWish): SampleFacts | undefined {
  return data.length > 0 ? undefined : inventedFacts(now === undefined ? undefined : new Date(now));
}
