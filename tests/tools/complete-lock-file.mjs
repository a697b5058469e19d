// Completes package-lock.json where it was written against a mirror that lacks other platforms' optional packages, and takes out
// download addresses: `npm ci` compares the lock file with every optional dependency by name, so one that is not in it
// makes the install fail on every machine. Run after changing dependencies: node tests/tools/complete-lock-file.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'win32',
  'windows',
  'openharmony',
];
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = [];

/** os, cpu and libc as the name of a platform package tells them: …-linux-arm64-musl. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const system = SYSTEMS.find((each) => words.includes(each));
  const cpu =
    words.includes('wasm32') || words.includes('wasm')
      ? 'wasm32'
      : words.includes('arm64')
        ? 'arm64'
        : words.includes('x64')
          ? 'x64'
          : words.includes('ia32')
            ? 'ia32'
            : (words.find((word) => /^(arm|riscv64|ppc64|s390x|loong64|mips64el)$/.test(word)) ?? undefined);
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = words.some((word) => word.startsWith('gnu'));
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(system === undefined ? {} : { os: [system === 'windows' ? 'win32' : system] }),
    ...(musl ? { libc: ['musl'] } : gnu && system === 'linux' ? { libc: ['glibc'] } : {}),
  };
}

for (const [place, entry] of Object.entries(lock.packages)) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`;
    const top = `node_modules/${name}`;
    if (lock.packages[nested] !== undefined || lock.packages[top] !== undefined) continue;
    const platform = platformOf(name);
    if (platform.os === undefined && platform.cpu === undefined) {
      process.stderr.write(`not a platform package, left alone: ${name}@${version}\n`);
      continue;
    }
    lock.packages[top] = {
      version: version.replace(/^[\^~]/, ''),
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added.push(name);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
lock.packages = Object.fromEntries(sorted);
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} platform packages added${added.length > 0 ? `: ${added.join(', ')}` : ''}\n`);
