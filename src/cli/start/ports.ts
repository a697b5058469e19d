import { createServer } from 'node:net';

/** Whether the port can be listened on now. */
async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

export interface WantedPort {
  readonly port: number;
  readonly purpose: string;
  readonly variable: string;
}

/** A Chinese sentence for every port that is taken, with what to do; empty when all are free. */
export async function takenPorts(wanted: readonly WantedPort[]): Promise<string[]> {
  const taken: string[] = [];
  for (const { port, purpose, variable } of wanted) {
    if (!(await isFree(port))) {
      taken.push(
        `端口 ${port}（${purpose}）已被占用。请关闭占用它的程序，或换一个端口启动：${variable}=${port + 1} npm start`,
      );
    }
  }
  return taken;
}
