// Makes src/features/registry/data/pinyin.json: syllable → characters that are read so. Write it anew with:
// node tests/tools/pinyin-data.ts > src/features/registry/data/pinyin.json
import { pathToFileURL } from 'node:url';
import { polyphonic } from 'pinyin-pro';

/** Rarer readings than the third are those of dictionaries, not of names. */
const MOST_READINGS = 3;

export function readingsOf(sign: string): readonly string[] {
  const [read = ''] = polyphonic(sign, { toneType: 'none', v: true });
  const syllables = read.split(' ').map((each) => each.replaceAll('ü', 'v').toLowerCase());
  return [...new Set(syllables.filter((each) => /^[a-z]{1,6}$/.test(each)))].slice(0, MOST_READINGS);
}

export function pinyinData(): { readonly source: string; readonly syllables: Readonly<Record<string, string>> } {
  const found = new Map<string, string[]>();
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const sign = String.fromCodePoint(code);
    for (const syllable of readingsOf(sign)) {
      const signs = found.get(syllable) ?? [];
      signs.push(sign);
      found.set(syllable, signs);
    }
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    source: 'pinyin-pro 3.29.4 (MIT), the first three readings of a character',
    syllables: Object.fromEntries(sorted.map(([syllable, signs]) => [syllable, signs.join('')])),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(pinyinData(), null, 1)}\n`);
}
