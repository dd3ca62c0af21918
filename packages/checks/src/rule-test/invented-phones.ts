/** Numbers set aside for films and examples, as digits with the country's code; and masked ones, as the logs write them. */
const fictional: readonly RegExp[] = [
  // North American Numbering Plan: 555-0100 to 555-0199 of any area.
  /^1?\d{3}55501\d\d$/,
  // Ofcom, "Telephone numbers for use in TV and radio drama programmes".
  /^(?:44|0)7700900\d{3}$/,
  /^(?:44|0)2079460\d{3}$/,
  // ACMA, "Phone numbers for use in TV shows, films and creative works".
  /^(?:61|0)491570\d{3}$/,
];
const masked = /[xX*]{2}/;
const looksLikePhone = /^\+\d[\d ().-]{6,}\d$/;

/** Whether a value is somebody's telephone number; of a column for telephone numbers any seven digits are. */
export function isRealPhone(text: string, isPhoneColumn: boolean): boolean {
  if (masked.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (!looksLikePhone.test(text) && !(isPhoneColumn && /^[\d ().+-]{7,}$/.test(text))) return false;
  return !fictional.some((pattern) => pattern.test(digits));
}
