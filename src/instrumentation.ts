/** Before the first request: what must not run does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { DemonstrationInProduction, refuseDemonstrationInProduction } = await import('#features/accounts/commands.ts');
  const { ForeignSecret, refuseForeignSecret } = await import('#features/installation/commands.ts');
  const { systemClock } = await import('#platform/clock.ts');
  const { readConfig } = await import('#platform/config.ts');
  const { openPool } = await import('#platform/database/connections.ts');
  const { identityKeys } = await import('#platform/identity-numbers.ts');
  const { DATABASE_URL, QUALWATCH_MODE } = readConfig();
  if (DATABASE_URL === undefined) return;
  const pool = openPool(DATABASE_URL, 1);
  try {
    await refuseDemonstrationInProduction(pool, QUALWATCH_MODE);
    await refuseForeignSecret(pool, identityKeys(), QUALWATCH_MODE, systemClock.now());
  } catch (error) {
    // A database that does not answer yet is no reason: /readyz says so. Demonstration accounts and another secret are.
    if (!(error instanceof DemonstrationInProduction) && !(error instanceof ForeignSecret)) return;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  } finally {
    await pool.end();
  }
}
