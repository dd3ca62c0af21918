import { readFileSync } from 'node:fs';

/** A technique or sub-technique of MITRE ATT&CK Enterprise; tactics are spelled as Sentinel spells them. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
  readonly status: 'active' | 'deprecated' | 'revoked';
}

export interface AttackMatrix {
  /** The version of ATT&CK that the data was taken from: `18.1`. */
  readonly version: string;
  readonly tactics: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
  readonly technique: (id: string) => Technique | undefined;
}

interface MatrixFile {
  readonly version: string;
  readonly tactics: AttackMatrix['tactics'];
  readonly techniques: Readonly<Record<string, readonly [string, readonly string[], Technique['status']?]>>;
}

let matrix: AttackMatrix | undefined;

/** The matrix that is shipped with Picket (data/attack.json tells source and date). Read once, when first asked for. */
export function attackMatrix(): AttackMatrix {
  matrix ??= readMatrix();
  return matrix;
}

function readMatrix(): AttackMatrix {
  const text = readFileSync(new URL('../data/attack.json', import.meta.url), 'utf8');
  const { version, tactics, techniques }: MatrixFile = JSON.parse(text);
  return {
    version,
    tactics,
    technique(id) {
      const row = Object.hasOwn(techniques, id) ? techniques[id] : undefined;
      return row && { id, name: row[0], tactics: row[1], status: row[2] ?? 'active' };
    },
  };
}
