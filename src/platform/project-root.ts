import path from 'node:path';

/**
 * Folder of the project. Every process of the product is started from it (npm scripts, the container's WORKDIR); Next
 * bundles this file elsewhere, so the place of the file itself says nothing.
 */
export const projectRoot: string = path.resolve(process.env.QUALWATCH_ROOT ?? process.cwd());

/** Where the embedded database, keys and working files of a development installation live; never in git. */
export const dataFolder: string = path.resolve(process.env.QUALWATCH_DATA ?? path.join(projectRoot, '.data'));
