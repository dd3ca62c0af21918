import { parseXml, XmlCdata, XmlComment, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import type { Cell } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { bagOf, type FunctionTable, fn } from './blueprint.ts';

/** Longer texts give null, in bytes. */
const longest = 1_048_576;

const unsure = (why: string): Refusal => new Refusal('parse_xml()', why);

/** The page shows texts as strings in one place and numbers as numbers in another, so what reads as either is refused. */
function scalarOf(text: string): string {
  if (text !== text.trim()) throw unsure('a text with blanks around it');
  if (/^([-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|true|false|null|nan|[-+]?inf(inity)?)$/i.test(text))
    throw unsure(`'${text}', which may become a number or a word of JSON`);
  return text;
}

/** Attributes with `@`, a text beside them as `#text`, elements of one name as an array. */
function cellOf(element: XmlElement, xml: string): Cell {
  const elements = element.children.filter((child) => child instanceof XmlElement);
  const texts = element.children.filter((child) => child instanceof XmlText && child.text.trim() !== '');
  const hasOdd = element.children.some((child) => child instanceof XmlCdata || child instanceof XmlComment);
  const attributes = Object.entries(element.attributes);
  const [text, another] = texts;
  if (another || hasOdd) throw unsure('an element with texts apart, comments or CDATA');
  if (elements.length === 0 && attributes.length === 0) {
    if (text instanceof XmlText) return scalarOf(text.text);
    if (!xml.slice(element.start, element.end).endsWith('/>')) throw unsure('an element with nothing between its tags');
    return null;
  }
  const members = new Map<string, Cell>(attributes.map(([name, value]) => [`@${name}`, scalarOf(value)]));
  if (text instanceof XmlText) members.set('#text', scalarOf(text.text.trim()));
  for (const name of new Set(elements.map((each) => each.name))) {
    const values = elements.filter((each) => each.name === name).map((each) => cellOf(each, xml));
    members.set(name, values.length === 1 ? (values[0] ?? null) : values);
  }
  return bagOf(members);
}

/** Null when the text is no XML. */
function parse(xml: string): Cell {
  if (Buffer.byteLength(xml) > longest) return null;
  if (/<!DOCTYPE/i.test(xml)) throw unsure('a document type');
  try {
    const { root } = parseXml(xml, { includeOffsets: true, preserveCdata: true, preserveComments: true });
    return root && bagOf([[root.name, cellOf(root, xml)]]);
  } catch (failure) {
    if (failure instanceof XmlError) return null;
    throw failure;
  }
}

/** Microsoft Learn, "parse_xml()". */
export const xml: FunctionTable = {
  parse_xml: fn({ takes: ['text'], returns: 'dynamic', run: parse }),
};
