import { databaseTrouble } from '#platform/database/fitness.ts';
import { commands } from './commands.ts';
import { UsageError } from './usage-error.ts';

const EXIT_DONE = 0;
const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, entry]) => `  ${name.padEnd(width)}  ${entry.summary}`);
  return [
    '用法：npm run -s qualwatch -- <命令> [参数]',
    '',
    '命令：',
    ...lines,
    '',
    '每个命令都有 --help。结果写到标准输出，其余写到标准错误；退出码 0 完成，1 有理由地拒绝，2 用法不对。',
    '',
  ].join('\n');
}

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return name === undefined ? EXIT_USAGE : EXIT_DONE;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    process.stderr.write(`没有“${name}”这个命令。\n\n${overview()}`);
    return EXIT_USAGE;
  }
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.help);
    return EXIT_DONE;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${command.help}`);
      return EXIT_USAGE;
    }
    const trouble = databaseTrouble(error);
    if (trouble === undefined) throw error;
    process.stderr.write(`${trouble}\n`);
    return EXIT_REFUSED;
  }
}

// A reader that goes away (`| head`) ends the command quietly, as any Unix filter does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT_DONE);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
