import { Refusal } from '../values/refusal.ts';
import { quantities } from '../values/units.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';

/** From one unit to another, by their names; null when one of them is no unit. Another case than the page's is refused. */
function conversion(quantity: keyof typeof quantities): FunctionRow {
  const units: (typeof quantities)[keyof typeof quantities] = quantities[quantity];
  const known = new Map(Object.entries(units));
  const folded = new Set(Object.keys(units).map((name) => name.toLowerCase()));
  return fn({
    takes: ['real', 'string', 'string'],
    returns: 'real',
    run: (value, from, to) => {
      const [source, target] = [known.get(from), known.get(to)];
      if (source && target) return from === to ? value : target.fromBase(source.toBase(value));
      if ([from, to].some((name) => !known.has(name) && folded.has(name.toLowerCase())))
        throw new Refusal(`convert_${quantity}()`, `a unit in another case: ${from}, ${to}`);
      return null;
    },
  });
}

/** Microsoft Learn: a page for each, as "convert_length()". */
export const units: FunctionTable = {
  convert_angle: conversion('angle'),
  convert_energy: conversion('energy'),
  convert_force: conversion('force'),
  convert_length: conversion('length'),
  convert_mass: conversion('mass'),
  convert_speed: conversion('speed'),
  convert_temperature: conversion('temperature'),
  convert_volume: conversion('volume'),
};
