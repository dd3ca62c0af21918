/** How a unit's number becomes one of the quantity's base unit, and back. */
interface Unit {
  readonly toBase: (value: number) => number;
  readonly fromBase: (value: number) => number;
}

type Units = Readonly<Record<string, Unit>>;

const prefixes = {
  Nano: 1e-9,
  Micro: 1e-6,
  Milli: 1e-3,
  Centi: 1e-2,
  Deci: 1e-1,
  Deca: 1e1,
  Hecto: 1e2,
  Kilo: 1e3,
  Mega: 1e6,
  Giga: 1e9,
  Tera: 1e12,
} as const;
type Prefix = keyof typeof prefixes;

const times = (factor: number): Unit => ({ toBase: (value) => value * factor, fromBase: (value) => value / factor });

/** Units that are so many times the base unit. */
function scaled(factors: Readonly<Record<string, number>>): Units {
  return Object.fromEntries(Object.entries(factors).map(([name, factor]) => [name, times(factor)]));
}

/** A unit by itself and with prefixes, as Meter and Kilometer. */
function prefixed(name: string, factor: number, ...used: readonly Prefix[]): Units {
  const small = name[0]?.toLowerCase() + name.slice(1);
  return scaled({
    [name]: factor,
    ...Object.fromEntries(used.map((prefix) => [prefix + small, factor * prefixes[prefix]])),
  });
}

/** A temperature in degrees of some size, counted from a point in kelvins. */
const degrees = (size: number, zero: number): Unit => ({
  toBase: (value) => value * size + zero,
  fromBase: (value) => (value - zero) / size,
});

const degree = 180 / Math.PI;

/**
 * The units of each quantity. The pages "convert_angle()" to "convert_volume()" on Microsoft Learn name them; the factors
 * are those of the library UnitsNet in the version that has just these units, which the pages' examples bear out.
 */
export const quantities = {
  angle: {
    ...prefixed('Degree', 1, 'Nano', 'Micro', 'Milli'),
    ...prefixed('Radian', degree, 'Nano', 'Micro', 'Milli', 'Centi', 'Deci'),
    ...scaled({ Arcminute: 1 / 60, Arcsecond: 1 / 3600, Gradian: 0.9, NatoMil: 9 / 160, Revolution: 360 }),
    Tilt: {
      toBase: (value) => Math.asin(value) * degree,
      fromBase: (value) => Math.sin(value / degree),
    },
  },
  energy: {
    ...prefixed('Joule', 1, 'Milli', 'Kilo', 'Mega', 'Giga'),
    ...prefixed('Calorie', 4.184, 'Kilo', 'Mega'),
    ...prefixed('BritishThermalUnit', 1055.05585262, 'Kilo', 'Mega', 'Giga'),
    ...prefixed('ElectronVolt', 1.602176565e-19, 'Kilo', 'Mega', 'Giga', 'Tera'),
    ...prefixed('WattHour', 3600, 'Kilo', 'Mega', 'Giga', 'Tera'),
    ...prefixed('WattDay', 86_400, 'Kilo', 'Mega', 'Giga', 'Tera'),
    ...prefixed('ThermEc', 105505585.262, 'Deca'),
    ...prefixed('ThermUs', 1.054804e8, 'Deca'),
    ...prefixed('ThermImperial', 105505585.257348, 'Deca'),
    ...scaled({ FootPound: 1.355817948, Erg: 1e-7, HorsepowerHour: 2684519.5377 }),
  },
  force: {
    ...prefixed('Newton', 1, 'Micro', 'Milli', 'Deca', 'Kilo', 'Mega'),
    ...prefixed('PoundForce', 4.448221615260509, 'Kilo'),
    ...scaled({
      Dyn: 1e-5,
      KilogramForce: 9.80665002864,
      KiloPond: 9.80665002864,
      TonneForce: 9806.65002864,
      Poundal: 0.1382550279897304,
      OunceForce: 0.2780138509537812,
      ShortTonForce: 8896.443230521,
    }),
  },
  length: {
    ...prefixed('Meter', 1, 'Nano', 'Micro', 'Milli', 'Centi', 'Deci', 'Deca', 'Hecto', 'Kilo'),
    ...prefixed('Parsec', 3.08567758128e16, 'Kilo', 'Mega'),
    ...prefixed('LightYear', 9460730472580000, 'Kilo', 'Mega'),
    ...scaled({
      Mile: 1609.34,
      Yard: 0.9144,
      Foot: 0.3048,
      UsSurveyFoot: 1200 / 3937,
      Inch: 0.0254,
      Mil: 2.54e-5,
      Microinch: 2.54e-8,
      NauticalMile: 1852,
      DataMile: 1828.8,
      Fathom: 1.8288,
      Shackle: 27.432,
      Chain: 20.1168,
      Hand: 0.1016,
      PrinterPoint: 0.0254 / 72.27,
      DtpPoint: 0.0254 / 72,
      PrinterPica: 1 / 237.106301584,
      DtpPica: 1 / 236.220472441,
      Twip: 1 / 56_692.913385826,
      AstronomicalUnit: 1.495978707e11,
      SolarRadius: 6.9551e8,
      Angstrom: 1e-10,
    }),
  },
  mass: {
    ...prefixed('Gram', 1e-3, 'Nano', 'Micro', 'Milli', 'Centi', 'Deci', 'Deca', 'Hecto', 'Kilo'),
    ...prefixed('Tonne', 1e3, 'Kilo', 'Mega'),
    ...prefixed('Pound', 0.45359237, 'Kilo', 'Mega'),
    ...scaled({
      ShortTon: 907.18474,
      LongTon: 1016.0469088,
      Ounce: 1 / 35.2739619,
      Slug: 1 / 0.06852176556196105,
      Stone: 1 / 0.1574731728702698,
      ShortHundredweight: 1 / 2.2046226218487758e-2,
      LongHundredweight: 1 / 0.01968413055222121,
      Grain: 1 / 15_432.358352941432,
      SolarMass: 1.98947e30,
      EarthMass: 5.9722e24,
    }),
  },
  speed: {
    ...prefixed('MeterPerSecond', 1, 'Nano', 'Micro', 'Milli', 'Centi', 'Deci', 'Kilo'),
    ...prefixed('MeterPerMinute', 1 / 60, 'Nano', 'Micro', 'Milli', 'Centi', 'Deci', 'Kilo'),
    ...prefixed('MeterPerHour', 1 / 3600, 'Milli', 'Centi', 'Kilo'),
    ...scaled({
      FootPerSecond: 0.3048,
      FootPerMinute: 0.3048 / 60,
      FootPerHour: 0.3048 / 3600,
      UsSurveyFootPerSecond: 1200 / 3937,
      UsSurveyFootPerMinute: 1200 / 3937 / 60,
      UsSurveyFootPerHour: 1200 / 3937 / 3600,
      InchPerSecond: 0.0254,
      InchPerMinute: 0.0254 / 60,
      InchPerHour: 0.0254 / 3600,
      YardPerSecond: 0.9144,
      YardPerMinute: 0.9144 / 60,
      YardPerHour: 0.9144 / 3600,
      Knot: 0.514444,
      MilePerHour: 0.44704,
    }),
  },
  temperature: {
    Kelvin: times(1),
    DegreeCelsius: degrees(1, 273.15),
    MillidegreeCelsius: degrees(1e-3, 273.15),
    DegreeDelisle: degrees(-2 / 3, 373.15),
    DegreeFahrenheit: degrees(5 / 9, (459.67 * 5) / 9),
    DegreeNewton: degrees(100 / 33, 273.15),
    DegreeRankine: degrees(5 / 9, 0),
    DegreeReaumur: degrees(5 / 4, 273.15),
    DegreeRoemer: degrees(40 / 21, 273.15 - (7.5 * 40) / 21),
    SolarTemperature: times(5778),
  },
  volume: {
    ...prefixed('Liter', 1e-3, 'Micro', 'Milli', 'Centi', 'Deci', 'Deca', 'Hecto', 'Kilo', 'Mega'),
    ...prefixed('CubicMeter', 1, 'Hecto', 'Kilo'),
    ...prefixed('CubicFoot', 0.028316846592, 'Hecto', 'Kilo', 'Mega'),
    ...prefixed('ImperialGallon', 0.0045460900000018145, 'Kilo', 'Mega'),
    ...prefixed('UsGallon', 0.00378541, 'Deca', 'Deci', 'Hecto', 'Kilo', 'Mega'),
    ...scaled({
      CubicKilometer: 1e9,
      CubicHectometer: 1e6,
      CubicDecimeter: 1e-3,
      CubicCentimeter: 1e-6,
      CubicMillimeter: 1e-9,
      CubicMicrometer: 1e-18,
      CubicMile: 4168181825.44058,
      CubicYard: 0.764554858,
      CubicInch: 1.6387e-5,
      ImperialOunce: 2.84130624999629e-5,
      ImperialPint: 5.6826125e-4,
      UsOunce: 2.9573529562537606e-5,
      UsTablespoon: 1.478676478125e-5,
      AuTablespoon: 2e-5,
      UkTablespoon: 1.5e-5,
      MetricTeaspoon: 5e-6,
      UsTeaspoon: 4.92892159375e-6,
      MetricCup: 2.5e-4,
      UsCustomaryCup: 2.365882365e-4,
      UsLegalCup: 2.4e-4,
      OilBarrel: 0.158987294928,
      UsBeerBarrel: 0.1173477658,
      ImperialBeerBarrel: 0.16365924,
      UsQuart: 9.46352946e-4,
      UsPint: 4.73176473e-4,
      AcreFoot: 1 / 0.000810714,
      BoardFoot: 0.0023597372158,
    }),
  },
} satisfies Readonly<Record<string, Units>>;
