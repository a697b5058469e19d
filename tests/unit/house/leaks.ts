import { REGIMES } from '#law/regimes/regimes.ts';

/** A place outside `src/law` that knows which regime it works for. */
export interface Leak {
  readonly file: string;
  readonly line: number;
  readonly kind: 'id' | 'clause' | 'asked' | 'place' | 'division';
  readonly text: string;
}

/** The code of a file with its comments blanked out, lines kept: comments cite ids by the rule of the house. */
export function withoutComments(source: string): string {
  return source.replace(
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<![\w)\]:])\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (found) => (/^(?:\/\/|\/\*)/.test(found) ? found.replace(/[^\n]/g, ' ') : found),
  );
}

const regimes = [...REGIMES.values()];
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (words: readonly string[]) => [...new Set(words)].map(escaped).join('|');

/** `guangxi-2024`, and the identifier `guangxi2024`. */
const ids = new RegExp(anyOf(regimes.flatMap(({ id }) => [id, id.replaceAll('-', '')])), 'i');

/** The first part of the clause ids that only a regime's own document has: GX24-, SX23-, SY-. */
const ledgers = regimes.flatMap(({ ledger }) => (ledger === null ? [] : [ledger]));
const clauses = new RegExp(`(?<![A-Za-z0-9])(?:${anyOf(ledgers)})[A-Z0-9]`);

/** Names by which a reader would know the place: of the region, of its platform, of its document. */
const PLACES = [
  '广西',
  '桂建云',
  '桂建管〔2024〕8号',
  '山西',
  '晋建市规字',
  '辽宁',
  '沈阳',
  '江西',
  '赣建',
  '河北',
  '冀建',
  '黑龙江',
];
const places = new RegExp(anyOf(PLACES));

/** The regime's id compared with a word. */
const asked = /\b(?:regime|regimeId)(?:\.id)? *[!=]==? *['"`]|\bregime *(?:=|<>|in|!=) *\(?'/;

/** A division prefix of a regime as a word of its own. */
const divisions = new RegExp(
  `(?:(?<!=)['"\`]|[/^])(?:${anyOf(regimes.flatMap(({ region }) => (region === '' ? [] : [region, region.slice(0, 2)])))})(?:['"\`]|\\\\d)`,
);

const KINDS: readonly (readonly [Leak['kind'], RegExp])[] = [
  ['id', ids],
  ['clause', clauses],
  ['asked', asked],
  ['place', places],
  ['division', divisions],
];

/** Every line of a source that names a regime, its place or its clauses; one entry for a line and kind. */
export function leaksIn(file: string, source: string): readonly Leak[] {
  return withoutComments(source)
    .split('\n')
    .flatMap((text, at) =>
      KINDS.flatMap(([kind, pattern]): Leak[] =>
        pattern.test(text) ? [{ file, line: at + 1, kind, text: text.trim() }] : [],
      ),
    );
}
