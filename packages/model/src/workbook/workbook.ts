/**
 * `content/<category>/workbook.yaml` after the JSON Schema accepted it: an Azure workbook in a form that a reviewer reads.
 * Words are those of Azure workbooks' JSON (`Notebook/1.0`) where it has one. Durations are ISO 8601.
 */
export interface Workbook {
  /** GUID: the name of the Microsoft.Insights/workbooks resource. */
  readonly id: string;
  /** As the gallery shows it. */
  readonly name: string;
  readonly description: string;
  readonly version: string;
  /** Who made it, for the generator: the form of generation that wrote this file, and the hash of what it wrote. */
  readonly generated?: { readonly from: string; readonly hash: string };
  /** Shown above the tabs, for all of them. */
  readonly parameters?: readonly WorkbookParameter[];
  /** One of the two: tabs, or items without tabs. */
  readonly tabs?: readonly WorkbookTab[];
  readonly items?: readonly WorkbookItem[];
  readonly azure?: AzureMembers;
}

export interface WorkbookTab {
  readonly title: string;
  /** Value of the parameter `Tab` that shows it; lower case, hyphens. */
  readonly name: string;
  readonly items: readonly WorkbookItem[];
}

/** Which form an item has is told by the one key that only this form has: text, query, parameters, links, group, raw. */
export type WorkbookItem =
  | WorkbookText
  | WorkbookTile
  | WorkbookParameters
  | WorkbookLinks
  | WorkbookGroup
  | WorkbookRaw;

interface ItemCommon {
  /** Unique in the workbook; made from the title where it is not given. */
  readonly name?: string;
  /** Percent of the row's width. */
  readonly width?: number;
  readonly visibleWhen?: readonly Visibility[];
  /** For reviewers; never compiled. */
  readonly note?: string;
  readonly azure?: AzureMembers;
}

/**
 * What Azure's JSON says of the item, parameter or column for which there is no word here: laid over what is compiled
 * as a JSON merge patch (RFC 7396), so that null takes a member away. Import writes it.
 */
export type AzureMembers = Readonly<Record<string, unknown>>;

/** One of `is`, `isNot`. All conditions of an item must hold. A parameter without a value equals the empty text. */
export interface Visibility {
  readonly parameter: string;
  readonly is?: string;
  readonly isNot?: string;
}

export interface WorkbookText extends ItemCommon {
  /** Markdown; `{Parameter}` is filled in. */
  readonly text: string;
  readonly style?: 'info' | 'success' | 'warning' | 'error' | 'upsell';
}

export type Visualization =
  | 'table'
  | 'tiles'
  | 'stat'
  | 'timechart'
  | 'linechart'
  | 'areachart'
  | 'barchart'
  | 'categoricalbar'
  | 'unstackedbar'
  | 'scatterchart'
  | 'piechart'
  | 'map';

export type TileSize = 'tiny' | 'small' | 'medium' | 'large' | 'full';

export interface WorkbookTile extends ItemCommon {
  readonly title: string;
  /** KQL; `{Parameter}` and `{Parameter:format}` are filled in as Azure workbooks do. */
  readonly query: string;
  readonly visualization: Visualization;
  readonly size?: TileSize;
  /** The time-range parameter that bounds the query; `none` where the query bounds itself. Default: `TimeRange` if the workbook has it. */
  readonly time?: string;
  /** Shown in place of an empty result. */
  readonly noData?: string;
  readonly chart?: ChartSettings;
  readonly grid?: GridSettings;
  readonly tiles?: TilesSettings;
  readonly map?: MapSettings;
  /** What a click on a row, tile or mark hands to other items. */
  readonly exports?: readonly ExportedParameter[];
}

export interface ExportedParameter {
  readonly column: string;
  readonly parameter: string;
  readonly default?: string;
}

export interface ChartSettings {
  readonly x?: string;
  /** Number columns. */
  readonly y?: readonly string[];
  /** The column whose values make the series. */
  readonly group?: string;
  readonly series?: readonly { readonly name: string; readonly label?: string; readonly colour?: string }[];
  readonly legend?: boolean;
  readonly unit?: string;
}

export interface GridSettings {
  readonly columns: readonly GridColumn[];
  readonly sort?: readonly { readonly column: string; readonly order: 'ascending' | 'descending' }[];
  readonly rows?: number;
  readonly filter?: boolean;
}

export interface GridColumn {
  readonly column: string;
  readonly label?: string;
  readonly format?:
    | 'text'
    | 'number'
    | 'datetime'
    | 'duration'
    | 'bar'
    | 'heatmap'
    | 'thresholds'
    | 'icons'
    | 'severity'
    | 'link'
    | 'json'
    | 'hidden';
  readonly unit?: string;
  /** For bar and heatmap. */
  readonly palette?: string;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: readonly Threshold[];
  readonly link?: ColumnLink;
  readonly width?: string;
  readonly tooltip?: string;
  readonly azure?: AzureMembers;
}

/** First that holds wins; the one without `when` is the default and stands last. */
export interface Threshold {
  readonly when?: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'startsWith';
  readonly value?: string | number;
  /** For thresholds a colour, for icons an icon. */
  readonly show: string;
  readonly text?: string;
}

/** A cell's details in a side pane, or an address, which a column holds: another one, or the cell's own. */
export interface ColumnLink {
  readonly opens: 'details' | 'url';
  readonly column?: string;
  readonly label?: string;
}

export interface TilesSettings {
  readonly title: string;
  readonly value: string;
  readonly subtitle?: string;
  readonly unit?: string;
  readonly palette?: string;
  readonly thresholds?: readonly Threshold[];
  readonly tileSize?: 'auto' | 'full';
}

export interface MapSettings {
  /** One of: country column (ISO code or name), or latitude and longitude. */
  readonly country?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly label: string;
  readonly size: string;
  readonly colour?: string;
}

export interface WorkbookParameters extends ItemCommon {
  readonly parameters: readonly WorkbookParameter[];
}

export type WorkbookParameter =
  | TimeRangeParameter
  | TextParameter
  | DropDownParameter
  | ResourceParameter
  | HiddenParameter;

interface ParameterCommon {
  readonly parameter: string;
  readonly label?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly hidden?: boolean;
  readonly azure?: AzureMembers;
}

export interface TimeRangeParameter extends ParameterCommon {
  readonly type: 'time-range';
  /** ISO durations to choose from. */
  readonly options?: readonly string[];
  readonly custom?: boolean;
  readonly default: string;
}

export interface TextParameter extends ParameterCommon {
  readonly type: 'text';
  readonly default?: string;
}

/** From a list or from a query (columns value, label, selected, group in this order, as Azure workbooks read them). */
export interface DropDownParameter extends ParameterCommon {
  readonly type: 'drop-down';
  readonly options?: readonly { readonly value: string; readonly label?: string }[];
  readonly query?: string;
  readonly time?: string;
  readonly multiple?: boolean;
  /** Offer "All"; the query then gets this text in its place (`*` is the usual choice). */
  readonly all?: string;
  readonly default?: string | readonly string[];
  /** Around and between several values; Azure's own defaults are `'` and `,`. */
  readonly quote?: string;
  readonly delimiter?: string;
}

export interface ResourceParameter extends ParameterCommon {
  readonly type: 'workspace' | 'subscription' | 'resource-group' | 'resource';
  readonly resourceTypes?: readonly string[];
  readonly multiple?: boolean;
  readonly default?: string;
}

/** A value computed by a query (first column of the first row), never shown. */
export interface HiddenParameter extends ParameterCommon {
  readonly type: 'query';
  readonly query: string;
  readonly time?: string;
}

export interface WorkbookLinks extends ItemCommon {
  readonly links: readonly WorkbookLink[];
  readonly style?: 'list' | 'bullets' | 'paragraph' | 'nav' | 'toolbar' | 'tabs';
}

/** One of: `url`, or `parameter` with `value`. */
export interface WorkbookLink {
  readonly label: string;
  readonly url?: string;
  readonly parameter?: string;
  readonly value?: string;
  readonly azure?: AzureMembers;
}

export interface WorkbookGroup extends ItemCommon {
  readonly group: string;
  readonly items: readonly WorkbookItem[];
  readonly collapsed?: boolean;
}

/** An item of an imported workbook that the forms above cannot express, as Azure wrote it. */
export interface WorkbookRaw extends ItemCommon {
  readonly raw: Readonly<Record<string, unknown>>;
  /** Why it is raw. */
  readonly because?: string;
}

/** `Notebook/1.0`, the JSON of Azure workbooks; what it holds beside its version is for those who read it. */
export interface RawWorkbook {
  readonly version: 'Notebook/1.0';
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly [key: string]: unknown;
}
