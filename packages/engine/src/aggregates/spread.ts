import { type Cell, isDecimal, type ScalarType } from '../values/cell.ts';
import { decimalNumber } from '../values/decimal.ts';
import { type AggregateRow, type AggregateTable, onlyWhere } from './aggregate.ts';

const numbers: readonly ScalarType[] = ['int', 'long', 'real', 'decimal'];
const isNumber = (type: ScalarType | undefined): boolean => type !== undefined && numbers.includes(type);
const numberOf = (value: Cell): number => (isDecimal(value) ? decimalNumber(value) : Number(value));

/** Running means and the sum of products of what lies off them. Of fewer than two values the spread is 0. */
function deviations(): {
  readonly add: (x: number, y: number) => void;
  readonly spread: (population: boolean) => number;
} {
  let count = 0;
  let [meanX, meanY, products] = [0, 0, 0];
  return {
    add: (x, y) => {
      count++;
      const offX = x - meanX;
      meanX += offX / count;
      meanY += (y - meanY) / count;
      products += offX * (y - meanY);
    },
    spread: (population) => {
      if (count < (population ? 1 : 2)) return 0;
      return products / (population ? count : count - 1);
    },
  };
}

const variance = (population: boolean, root: boolean): AggregateRow => ({
  gives: ([type, ...more]) => (more.length === 0 && isNumber(type) ? ['real'] : undefined),
  start: () => {
    const of = deviations();
    return {
      add: ([value = null]) => {
        if (value === null) return;
        const number = numberOf(value);
        of.add(number, number);
      },
      finish: () => [root ? Math.sqrt(of.spread(population)) : of.spread(population)],
    };
  },
});

/** A row counts when both values are there. */
const covariance = (population: boolean): AggregateRow => ({
  gives: ([x, y, ...more]) => (more.length === 0 && isNumber(x) && isNumber(y) ? ['real'] : undefined),
  start: () => {
    const of = deviations();
    return {
      add: ([x = null, y = null]) => {
        if (x !== null && y !== null) of.add(numberOf(x), numberOf(y));
      },
      finish: () => [of.spread(population)],
    };
  },
});

const plain = {
  stdev: variance(false, true),
  stdevp: variance(true, true),
  variance: variance(false, false),
  variancep: variance(true, false),
  covariance: covariance(false),
  covariancep: covariance(true),
};

/** Microsoft Learn: "stdev()", "variance()", "covariance()" and their kin; there is no stdevpif(). */
export const spreads: AggregateTable = {
  ...plain,
  ...Object.fromEntries(
    Object.entries(plain)
      .filter(([name]) => name !== 'stdevp')
      .map(([name, row]) => [`${name}if`, onlyWhere(row)]),
  ),
};
