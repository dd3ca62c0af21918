import type { Chance } from '../chance.ts';
import {
  type Application,
  administrationClients,
  type Client,
  everydayClients,
  phoneClients,
  services,
  windowsSignIn,
} from '../company/applications.ts';
import type { Device } from '../company/devices.ts';
import { hotelNetworks, type Network } from '../company/networks.ts';
import type { Person } from '../company/people.ts';
import { type Day, hour, minute } from './day.ts';

/** A token that a session got for a program and a service; what is done with it names it. */
export interface Token {
  readonly id: string;
  readonly at: number;
  readonly client: Client;
  readonly resource: Application;
  readonly correlationId: string;
}

/** A person at a device for some hours: from the first sign-in to the last token. */
export interface Session {
  readonly id: string;
  readonly person: Person;
  readonly device: Device;
  readonly network: Network;
  readonly start: number;
  readonly end: number;
  /** Whether the person proved a second factor in it, or the device did by its own sign-in. */
  readonly hasSecondFactor: boolean;
  /** Whether the second factor is asked for at the start; else the device remembers it. */
  readonly asksForFactor: boolean;
  /** Asked for with the user there. */
  readonly interactive: readonly Token[];
  /** Redeemed behind the user's back. */
  readonly refreshed: readonly Token[];
}

const lengths: Readonly<Record<'computer' | 'evening' | 'phone', readonly [number, number]>> = {
  computer: [7, 9.5],
  evening: [0.5, 2],
  phone: [3, 12],
};

/** Mean tokens redeemed behind the user's back in a session, when nobody wants more. */
const fewestRefreshes = 0.5;

/**
 * Who works when, where and on what: nearly everybody on a workday, a few at the weekend, some in the evening, and those
 * on shift at night. `refreshes` is how many further tokens the day should see in all.
 */
export function sessionsOf(day: Day, refreshes: number): readonly Session[] {
  const chance = day.chanceFor('sessions');
  const plans = day.company.people.flatMap((person) => plansOf(person, day, chance));
  const mean = Math.max(fewestRefreshes, refreshes / Math.max(1, plans.length));
  return plans
    .map((plan) => openSession(plan, day.company.applications, mean, chance))
    .sort((a, b) => a.start - b.start);
}

interface Plan {
  readonly person: Person;
  readonly device: Device;
  readonly network: Network;
  readonly start: number;
  readonly length: number;
}

function plansOf(person: Person, day: Day, chance: Chance): readonly Plan[] {
  const presence = person.isGuest ? 0.3 : day.isWorkday ? 0.9 : person.isOnShift ? 0.5 : 0.06;
  if (!chance.happens(presence)) return [];
  const away = travelOf(person, day);
  const offset = (away ?? person.officeNetwork).place.utcOffset;
  const begins = person.isOnShift ? 21.5 : 8 + person.early;
  const start = day.start + (begins - offset + chance.fraction() * 0.7) * hour;
  const network =
    away ?? (person.isContractor || person.isGuest || chance.happens(0.35) ? person.home : person.officeNetwork);
  const during = (kind: keyof typeof lengths): number => {
    const [least, most] = lengths[kind];
    return (least + chance.fraction() * (most - least)) * hour;
  };
  const plans: Plan[] = [{ person, device: person.computer, network, start, length: during('computer') }];
  if (chance.happens(0.5) && !person.isGuest) {
    const carrier = away ?? (chance.happens(0.4) ? person.home : chance.pick(person.mobile));
    const morning = start - chance.fraction() * hour;
    plans.push({ person, device: person.phone, network: carrier, start: morning, length: during('phone') });
  }
  if (chance.happens(0.12) && !person.isOnShift) {
    const evening = day.start + (20 - offset + chance.fraction() * 1.5) * hour;
    plans.push({
      person,
      device: person.computer,
      network: away ?? person.home,
      start: evening,
      length: during('evening'),
    });
  }
  return plans;
}

/** One of so many people is away in a week. */
const oneOf = 40;

/** Weeks of travel: a few people each, drawn for the whole week so that nobody is in two places on a day. */
function travelOf(person: Person, day: Day): Network | undefined {
  const week = Math.floor((day.number + 3) / 7);
  const fate = (person.number * 7919 + week * 104_729) % 1009;
  if (fate % oneOf !== 0 || person.isGuest || person.isOnShift) return undefined;
  return hotelNetworks[(fate / oneOf) % hotelNetworks.length];
}

function openSession(plan: Plan, own: readonly Client[], mean: number, chance: Chance): Session {
  const { person, device, start, length } = plan;
  const end = start + length;
  const token = (client: Client, at: number): Token => ({
    id: chance.guid().replaceAll('-', '').slice(0, 22),
    at: Math.round(at),
    client,
    resource: chance.pick(client.resources),
    correlationId: chance.guid(),
  });
  const clientOf = (): Client => clientFor(person, device, own, chance);
  const first = device.kind === 'laptop' && device.operatingSystem !== 'MacOs' ? windowsSignIn : clientOf();
  const more = chance.count(device.kind === 'phone' ? 0.4 : 1.2);
  const interactive = [
    token(first, start),
    ...Array.from({ length: more }, () =>
      token(clientOf(), start + 2 * minute + chance.fraction() * (length - 2 * minute)),
    ),
  ];
  const count = chance.count(mean * (device.kind === 'phone' ? 0.7 : 1.2));
  const refreshed = Array.from({ length: count }, () =>
    token(clientOf(), start + minute + chance.fraction() * (length - minute)),
  );
  refreshed.sort((a, b) => a.at - b.at);
  return {
    id: chance.guid(),
    person,
    device,
    network: plan.network,
    start,
    end,
    hasSecondFactor: first === windowsSignIn || plan.network.kind !== 'office' || chance.happens(0.3),
    asksForFactor: first !== windowsSignIn && chance.happens(device.isManaged || device.kind === 'phone' ? 0.12 : 0.8),
    interactive,
    refreshed,
  };
}

function clientFor(person: Person, device: Device, own: readonly Client[], chance: Chance): Client {
  if (device.kind === 'phone') return chance.weighted(phoneClients);
  const mayAdminister = device.isManaged && (person.adminRoles.length > 0 || person.isDeveloper);
  if (mayAdminister && chance.happens(person.adminRoles.length > 0 ? 0.35 : 0.1))
    return chance.weighted(administrationClients);
  // A person uses a few of the company's applications, not all.
  if (chance.happens(0.2)) return own[(person.number * 5 + chance.below(6)) % own.length] ?? windowsSignIn;
  return chance.weighted(everydayClients);
}

/** Whether a program or service administers Azure or the directory. */
export const isAdministration = ({ client, resource }: Token): boolean =>
  resource.id === services.azure.id || administrationClients.some(([, { id }]) => id === client.id);
