import { createRequire } from 'node:module';
import path from 'node:path';
import { projectRoot } from '../project-root.ts';
import { bodyCoverage } from './font-coverage.ts';
import { type FontSettings, fontSettings } from './fonts.ts';

/** Turns a sheet (what a data builder wrote) into the bytes of a PDF. */
export interface Typesetter {
  typeset(sheet: unknown): Buffer;
}

const TEMPLATES = path.join(projectRoot, 'src', 'documents');
const ENTRY = path.join(TEMPLATES, 'sheet.typ');

/** The face of the running text lacks characters; what is set is never drawn from whatever the machine has. */
export class MissingCharacters extends Error {
  override name = 'MissingCharacters';
  readonly characters: string;
  constructor(characters: string) {
    super(
      `字体缺少“${characters}”等字，文书未排版；请配置收有这些字的字体（QUALWATCH_FONT_FOLDER、QUALWATCH_FONT_BODY）。`,
    );
    this.characters = characters;
  }
}

type TypstModule = typeof import('@myriaddreamin/typst-ts-node-compiler');

// The native module is loaded when the first document is set, so that commands without documents never load it.
function loadTypst(): TypstModule {
  return createRequire(path.join(projectRoot, 'package.json'))('@myriaddreamin/typst-ts-node-compiler');
}

/** Results kept from the last so many documents: enough to keep the templates warm, little enough to keep memory flat. */
const CACHE_AGE = 2;
const EVICT_EVERY = 10;

/** A compiler with its fonts, made once and used for every document of the process. */
export function openTypesetter(fonts: FontSettings = fontSettings()): Typesetter {
  const { NodeCompiler } = loadTypst();
  const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontPaths: [...fonts.folders] }] });
  const faces = JSON.stringify(fonts.faces);
  const coverage = bodyCoverage(fonts);
  let set = 0;
  return {
    typeset(sheet) {
      set++;
      if (set % EVICT_EVERY === 0) compiler.evictCache(CACHE_AGE);
      const text = JSON.stringify(sheet);
      const missing = coverage.missing(text);
      if (missing.length > 0) {
        throw new MissingCharacters(missing.join(''));
      }
      const compiled = compiler.compile({
        mainFilePath: ENTRY,
        inputs: { sheet: text, fonts: faces },
      });
      if (compiled.result === null) {
        const problem = compiled.takeDiagnostics() ?? compiled.takeError();
        throw new Error(`文书排版失败：${JSON.stringify(problem?.shortDiagnostics ?? [])}`);
      }
      return compiler.pdf(compiled.result, {});
    },
  };
}

let shared: Typesetter | undefined;

/** The process's typesetter. */
export function sharedTypesetter(): Typesetter {
  shared ??= openTypesetter();
  return shared;
}

/**
 * A sheet with a ？ for what the face lacks: where others wrote what is only listed, one sign of theirs must not keep the whole from
 * being set. Not for documents of an office: there nothing may be left out.
 */
export function withoutMissing(sheet: unknown): unknown {
  const text = JSON.stringify(sheet);
  const missing = new Set(bodyCoverage(fontSettings()).missing(text));
  return JSON.parse([...text].map((sign) => (missing.has(sign) ? '？' : sign)).join(''));
}
