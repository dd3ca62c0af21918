import { type Diagnostic, diagnostic, lineIndex } from '@picket/diagnostics';
import type { Document, SourceFile } from '../content.ts';
import { documentOf } from '../document.ts';
import { readTree } from '../yaml/read-tree.ts';
import type { RawWorkbook } from './workbook.ts';

/**
 * Reads a workbook.json, a workbook as Azure's advanced editor shows it (`Notebook/1.0`). All of it is kept as it is;
 * that it is such a workbook at all is what is looked at here.
 */
export function readRawWorkbook(file: SourceFile): {
  readonly workbook?: Document<RawWorkbook>;
  readonly problems: readonly Diagnostic[];
} {
  const text = new TextDecoder().decode(file.bytes);
  const parsed = parseJson(text);
  if ('fault' in parsed) {
    const position = lineIndex(text).positionAt(parsed.offset);
    return {
      problems: [diagnostic('WB108', { fault: parsed.fault }, { file: file.path, start: position, end: position })],
    };
  }
  // JSON is YAML but for tabs and line ends between its parts; inside its texts both are escaped.
  const asYaml = text.replace(/[\t\r]/g, ' ');
  const { tree, problems } = readTree({ path: file.path, bytes: new TextEncoder().encode(asYaml) });
  if (!tree) return { problems };
  const document = documentOf({ ...tree.source, text }, tree.root, parsed.value);
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  if (!isRawWorkbook(parsed.value)) {
    return { problems: [...problems, diagnostic('WB109', { found: kindOf(parsed.value) }, document.keyAt([]))] };
  }
  return { workbook: { ...document, value: parsed.value }, problems };
}

function isRawWorkbook(value: unknown): value is RawWorkbook {
  return typeof value === 'object' && value !== null && isNotebook(value);
}

function isNotebook(value: object): boolean {
  if (!('version' in value && value.version === 'Notebook/1.0' && 'items' in value)) return false;
  const { items } = value;
  return (
    Array.isArray(items) && items.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
  );
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'JSON of another kind';
  if ('resources' in value) return 'an ARM template';
  return 'serializedData' in value || 'properties' in value ? 'a resource' : 'JSON of another kind';
}

function parseJson(text: string): { readonly value: unknown } | { readonly fault: string; readonly offset: number } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const fault = message.replace(/ in JSON at position \d+.*$/s, '').replace(/, "[\s\S]*$/, '');
    return { fault, offset: position === undefined ? text.trimEnd().length : Number(position) };
  }
}
