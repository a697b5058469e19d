import type { BenchmarkScale } from './benchmark-data.ts';

/** The sizes of contracts.md. */
export const scales = {
  city: { enterprises: 2_000, qualifications: 4_000, registrations: 27_000 },
  province: { enterprises: 30_000, qualifications: 60_000, registrations: 400_000 },
  nation: { enterprises: 800_000, qualifications: 1_600_000, registrations: 6_000_000 },
} as const satisfies Record<string, BenchmarkScale>;

export type ScaleName = keyof typeof scales;
