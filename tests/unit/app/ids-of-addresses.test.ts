import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = 'src/app';

/** Every route with more than one id in its address. */
const routes = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?:^|\/)route\.tsx?$/.test(file))
  .map((file) => ({
    file,
    ids: [...file.matchAll(/\[(\w+)\]/g)].flatMap(([, id]) => (id === undefined ? [] : [id])),
    text: readFileSync(`${FOLDER}/${file}`, 'utf8'),
  }))
  .filter(({ ids }) => ids.length > 1);

test('a route with two ids in its address looks at both: what belongs to another parent is not found', () => {
  expect(routes.length).toBeGreaterThan(3);
  const unread = routes.flatMap(({ file, ids, text }) =>
    ids.filter((id) => !text.includes(`params.${id}`)).map((id) => `${file}: ${id}`),
  );
  expect(unread).toEqual([]);
});
