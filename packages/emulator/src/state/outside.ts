/** Whether an error of the file system or the network carries this code: `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
