import { createRequire } from 'node:module';
import path from 'node:path';
import { projectRoot } from '../project-root.ts';

/** One role of a typeface in the layout, and the face that fills it. */
export interface Typeface {
  readonly family: string;
  readonly weight: number;
}

/** GB/T 9704-2012 names 仿宋 for the text, 小标宋 for titles and heads, 黑体 and 楷体 for headings, 宋体 for page numbers. */
export interface Typefaces {
  readonly body: Typeface;
  readonly title: Typeface;
  readonly hei: Typeface;
  readonly kai: Typeface;
  readonly number: Typeface;
}

export interface FontSettings {
  readonly faces: Typefaces;
  readonly folders: readonly string[];
}

// Packages of the project, named so that no bundler tries to follow them.
function packageFolder(name: string): string {
  return path.dirname(createRequire(path.join(projectRoot, 'package.json')).resolve(`${name}/package.json`));
}

function packagedFolders(): string[] {
  const serif = packageFolder('@expo-google-fonts/noto-serif-sc');
  const sans = packageFolder('@expo-google-fonts/noto-sans-sc');
  return [
    path.join(serif, '400Regular'),
    path.join(serif, '500Medium'),
    path.join(serif, '900Black'),
    path.join(sans, '500Medium'),
  ];
}

function face(named: string | undefined, standIn: Typeface): Typeface {
  return named === undefined || named === '' ? standIn : { family: named, weight: 400 };
}

/**
 * The open faces that stand in (docs/decisions/0010), unless the installation names licensed ones: their folder in
 * QUALWATCH_FONT_FOLDER, their families in QUALWATCH_FONT_BODY, _TITLE, _HEI, _KAI, _NUMBER.
 */
export function fontSettings(source: Record<string, string | undefined> = process.env): FontSettings {
  const own = source.QUALWATCH_FONT_FOLDER;
  return {
    faces: {
      body: face(source.QUALWATCH_FONT_BODY, { family: 'Noto Serif SC', weight: 400 }),
      title: face(source.QUALWATCH_FONT_TITLE, { family: 'Noto Serif SC', weight: 900 }),
      hei: face(source.QUALWATCH_FONT_HEI, { family: 'Noto Sans SC', weight: 500 }),
      kai: face(source.QUALWATCH_FONT_KAI, { family: 'Noto Serif SC', weight: 500 }),
      number: face(source.QUALWATCH_FONT_NUMBER, { family: 'Noto Serif SC', weight: 400 }),
    },
    folders: [...packagedFolders(), ...(own === undefined || own === '' ? [] : [path.resolve(own)])],
  };
}
