import { type ChildProcess, spawn } from 'node:child_process';

export interface Service {
  readonly name: string;
  readonly process: ChildProcess;
}

/** Starts one of the product's processes as production does; what it logs goes to our standard error. */
export function startService(name: string, args: readonly string[], env: Record<string, string>): Service {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    // The channel tells them when we are gone, however that came (src/platform/parent-process.ts).
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
    // Ctrl-C reaches only us; we stop the services in the right order.
    detached: true,
  });
  return { name, process: child };
}

/** Asks a service to stop and waits; after `patienceMs` it is killed. */
export async function stopService({ process: child }: Service, patienceMs = 15_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await gone;
  clearTimeout(timer);
}

/** Waits until `address` answers with success. @throws when the service ends or does not answer in time */
export async function waitUntilAnswering(address: string, service: Service, seconds: number): Promise<void> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    if (service.process.exitCode !== null)
      throw new Error(`${service.name}启动失败（退出码 ${service.process.exitCode}），原因见上。`);
    const answered = await fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${service.name}在 ${seconds} 秒内没有应答。`);
}
