/**
 * TypeScript types of an OpenAPI document, as a user of the interface generates them: `node tests/tools/interface-types.ts FILE` writes
 * them to standard output. openapi-typescript prints through the JavaScript API of TypeScript 5, which TypeScript 7 no longer has.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
});
const { default: typesOf, astToString } = await import('openapi-typescript');
const [file = ''] = process.argv.slice(2);
process.stdout.write(astToString(await typesOf(readFileSync(file, 'utf8'))));
