import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

/** Node's reasons, by their codes, in the words of whoever typed the line. */
function inWords(error: unknown, options: ParseArgsConfig['options']): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const named = /'(?:-\w, )?(--?[^'\s=]+)/.exec(message)?.[1] ?? '';
  const known = Object.keys(options ?? {}).map((name) => `--${name}`);
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return known.length === 0
        ? `没有选项 ${named}，这条命令不带选项。`
        : `没有选项 ${named}，可用的有 ${known.join('、')}。`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return message.includes('does not take an argument')
        ? `选项 ${named} 后面不写值。`
        : `选项 ${named} 后面要写值；值以 - 开头的，写成 ${named}=值。`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `多写了“${/'([^']*)'/.exec(message)?.[1] ?? ''}”，请去掉或者检查引号。`;
    default:
      return message;
  }
}

/**
 * The options of a command line.
 * @throws UsageError in Chinese for an option that is none, a value that is missing, a word too many
 */
export function readOptions<const Config extends ParseArgsConfig>(
  args: readonly string[],
  config: Config,
): ReturnType<typeof parseArgs<Config & { args: string[] }>> {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    throw new UsageError(inWords(error, config.options));
  }
}
