import { z } from 'zod';
import { DEFAULT_PROVINCE } from '#law/regimes/regimes.ts';

const environment = z.object({
  NODE_ENV: z.string().optional(),
  /** development: demo sign-ins and a shifted clock are allowed; anything else is production */
  QUALWATCH_MODE: z.enum(['development', 'production']).default('production'),
  DATABASE_URL: z.string().min(1).optional(),
  /** GB/T 2260 prefix of the province that the installation serves: whoever is registered elsewhere is out-of-region */
  QUALWATCH_PROVINCE: z
    .string()
    .regex(/^\d{2}$/, 'QUALWATCH_PROVINCE 应为两位省级行政区划代码，如 45')
    .default(DEFAULT_PROVINCE),
  /** 32 bytes, base64: encrypts ID numbers and keys their search hash */
  QUALWATCH_SECRET: z.string().optional(),
  QUALWATCH_BASE_URL: z.url().default('http://localhost:3000'),
  QUALWATCH_MAIL_FROM: z.string().default('资质哨 <no-reply@qualwatch.invalid>'),
  /**
   * what a mail server's acceptance proves: `relay`, SMTP_URL is one's own server, arrival comes by its report or the addressee's opening;
   * `addressee`, SMTP_URL is the addressees' server (a closed system); `direct`, mail goes to the server of each address (MX).
   * Unless told: the development mailbox plays the addressees' server, anything else is a relay
   */
  QUALWATCH_MAIL_DELIVERY: z
    .enum(['relay', 'addressee', 'direct'], 'QUALWATCH_MAIL_DELIVERY 应为 relay、addressee 或者 direct')
    .optional(),
  SMTP_URL: z.string().default('smtp://127.0.0.1:1025'),
  /** where the site of `npm start` listens: its demo sign-ins are known to everybody, so this machine alone unless told */
  QUALWATCH_HOST: z
    .union([z.ipv4(), z.ipv6()], 'QUALWATCH_HOST 应为本机的一个 IP 地址，如 127.0.0.1；0.0.0.0 为所有网卡')
    .default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  MAILBOX_PORT: z.coerce.number().int().min(1).max(65_535).default(8025),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = z.infer<typeof environment>;

/**
 * The settings of this process, read once from the environment.
 * @throws Error that lists every setting that is wrong, in Chinese.
 */
export function readConfig(source: Record<string, string | undefined> = process.env): Config {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = environment.safeParse(filled);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
  throw new Error(`环境变量设置有误，请更正后重新启动：\n${lines.join('\n')}`);
}
