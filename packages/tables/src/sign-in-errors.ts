import { factFile, own } from './data-file.ts';
import type { SignInErrorsForm } from './fact-forms.ts';
import type { Provenance, SignInErrorCode } from './schema.ts';

const form = factFile('sign-in-errors.json', (text) => JSON.parse(text) as SignInErrorsForm);

/** What a sign-in's ResultType means: `'50126'`, or `'0'` for success. `undefined` for a code that is not on the list. */
export function signInErrorCode(code: string): SignInErrorCode | undefined {
  const { codes, groups, notDocumented, provenance } = form();
  const name = own(codes, code);
  if (name === undefined) return undefined;
  return {
    code,
    ...(name ? { name } : {}),
    groups: Object.keys(groups).filter((group) => groups[group]?.includes(code)),
    documented: !notDocumented.includes(code),
    provenance,
  };
}

/** All known codes, documented or seen. */
export function signInErrorCodes(): readonly string[] {
  return Object.keys(form().codes);
}

export function signInErrorsSource(): Provenance {
  return form().provenance;
}
