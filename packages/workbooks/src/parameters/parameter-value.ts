/** What a parameter holds while the workbook is shown. */
export type ParameterValue = TimeRangeValue | ChosenValue;

export interface TimeRangeValue {
  readonly from: Date;
  readonly to: Date;
  /** ISO 8601, as `P7D`: the range was chosen as "the last …" and ends now. Missing for a range with fixed ends. */
  readonly last?: string;
}

/** One text, several of a list, or all of a list. */
export interface ChosenValue {
  readonly texts: readonly string[];
  /** What readers saw of each text; where it is missing, the text. */
  readonly labels?: readonly string[];
  /** "All" was chosen. With `all` in the parameter's facts, queries get that text; without, every one of `texts`. */
  readonly isAll?: boolean;
}

export function isTimeRangeValue(value: ParameterValue): value is TimeRangeValue {
  return 'from' in value;
}
