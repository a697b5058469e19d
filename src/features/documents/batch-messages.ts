import type { PrintOrder } from './press.ts';

/** What the batch's threads say to each other: orders out, printed documents back. */
export interface PrintTask {
  readonly at: number;
  readonly order: PrintOrder;
}

export interface PrintResult {
  readonly at: number;
  readonly pdf: Uint8Array;
  readonly sha256: Uint8Array;
}

export interface PrintSetup {
  readonly baseUrl: string;
}
