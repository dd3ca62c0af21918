import type { IncomingMessage } from 'node:http';
import type { Choice, Choices, Question } from '../page-data.ts';

const longestQuestion = 256 * 1024;

/** The question in a request, or what is wrong with it. */
export async function readQuestion(request: IncomingMessage): Promise<Question | string> {
  // Only the page's own script can send this type without being asked first.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return 'a question is application/json';
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestQuestion) return 'the question is too long';
    parts.push(part);
  }
  let read: unknown;
  try {
    read = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return 'the question is no JSON';
  }
  if (typeof read !== 'object' || read === null) return 'a question is an object';
  const { slug, key, choices } = read as Partial<Record<keyof Question, unknown>>;
  if (typeof slug !== 'string' || typeof key !== 'string') return 'a question has slug and key';
  if (!isChoices(choices)) return 'choices are texts, lists of texts and spans of time by parameter';
  return { slug, key, choices };
}

const isChoices = (value: unknown): value is Choices =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isChoice);

function isChoice(value: unknown): value is Choice {
  if (typeof value === 'string') return true;
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string');
  if (typeof value !== 'object' || value === null) return false;
  const { duration, from, to } = value as Readonly<Record<string, unknown>>;
  return typeof duration === 'string' || (typeof from === 'string' && typeof to === 'string');
}
