/** Before the first request: what must not run does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { refuseDemonstrationInProduction } = await import('#features/accounts/commands.ts');
  const { readConfig } = await import('#platform/config.ts');
  const { openPool } = await import('#platform/database/connections.ts');
  const { DATABASE_URL, QUALWATCH_MODE } = readConfig();
  if (DATABASE_URL === undefined) return;
  const pool = openPool(DATABASE_URL, 1);
  try {
    await refuseDemonstrationInProduction(pool, QUALWATCH_MODE);
  } catch (error) {
    // A database that does not answer yet is no reason: /readyz says so. Demonstration accounts are one.
    if (!(error instanceof Error) || !error.message.includes('演示账号')) return;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  } finally {
    await pool.end();
  }
}
