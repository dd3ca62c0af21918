import type { Chance } from '../chance.ts';
import type { Json } from '../row.ts';

export type DeviceKind = 'laptop' | 'phone' | 'private';

/** A device that a person signs in from. */
export interface Device {
  readonly kind: DeviceKind;
  /** Empty for a device that the tenant does not know. */
  readonly id: string;
  readonly name: string;
  readonly operatingSystem: string;
  readonly osVersion: string;
  readonly browser: string;
  /** Of the browser, and of programs. */
  readonly userAgent: string;
  readonly appAgent: string;
  readonly isManaged: boolean;
  readonly isCompliant: boolean;
  readonly trustType: string;
  /** `DeviceDetail` of a sign-in in the browser and in a program, as objects and as texts. */
  readonly inBrowser: Json;
  readonly inProgram: Json;
  readonly inBrowserText: string;
  readonly inProgramText: string;
}

interface Model {
  readonly operatingSystem: string;
  readonly osVersion: string;
  readonly browser: string;
  readonly userAgent: string;
  readonly appAgent: string;
}

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const laptops: readonly Model[] = [
  {
    operatingSystem: 'Windows10',
    osVersion: '10.0.22631',
    browser: 'Edge 131.0.0',
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
    appAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; WebView/3.0) WAM/1.0',
  },
  {
    operatingSystem: 'Windows10',
    osVersion: '10.0.26100',
    browser: 'Chrome 130.0.0',
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/130.0.0.0 Safari/537.36`,
    appAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; WebView/3.0) WAM/1.0',
  },
  {
    operatingSystem: 'MacOs',
    osVersion: '15.1.1',
    browser: 'Safari 18.1',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    appAgent: 'MacOutlook/16.91 (Intelx64 Mac OS X Version 15.1.1)',
  },
];

const phones: readonly Model[] = [
  {
    operatingSystem: 'Ios 18.1',
    osVersion: '18.1.1',
    browser: 'Mobile Safari',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    appAgent: 'Outlook-iOS/2.0',
  },
  {
    operatingSystem: 'Android 14',
    osVersion: '14',
    browser: 'Chrome Mobile 130.0.0',
    userAgent: `Mozilla/5.0 (Linux; Android 14) ${webKit} Chrome/130.0.0.0 Mobile Safari/537.36`,
    appAgent: 'Outlook-Android/2.0',
  },
];

const privateComputers: readonly Model[] = [
  ...laptops,
  {
    operatingSystem: 'Linux',
    osVersion: '6.8',
    browser: 'Firefox 132.0',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
    appAgent: 'Mozilla/5.0 (X11; Linux x86_64) Teams/1.5',
  },
];

/**
 * A device: laptops are managed and most are compliant, telephones registered, and a private computer is one that the
 * tenant knows nothing of.
 */
export function deviceOf(kind: DeviceKind, number: number, chance: Chance): Device {
  const model = chance.pick(kind === 'laptop' ? laptops : kind === 'phone' ? phones : privateComputers);
  const isKnown = kind !== 'private';
  const isCompliant = kind === 'laptop' && !chance.happens(0.04);
  const id = isKnown ? chance.guid() : '';
  const name =
    kind === 'laptop' ? `CON-LT-${String(number).padStart(4, '0')}` : kind === 'phone' ? `phone-${number}` : '';
  const trustType = {
    laptop: model.operatingSystem === 'MacOs' ? 'Azure AD registered' : 'Azure AD joined',
    phone: 'Azure AD registered',
    private: '',
  }[kind];
  const detail = {
    deviceId: id,
    displayName: name,
    operatingSystem: model.operatingSystem,
    browser: model.browser,
    isCompliant,
    isManaged: kind === 'laptop',
    trustType,
  };
  const inProgram = { ...detail, browser: '' };
  return {
    ...model,
    kind,
    id,
    name,
    isManaged: kind === 'laptop',
    isCompliant,
    trustType,
    inBrowser: detail,
    inProgram,
    inBrowserText: JSON.stringify(detail),
    inProgramText: JSON.stringify(inProgram),
  };
}
