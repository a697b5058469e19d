/** Qualifications that enterprises of the demo province hold together, by national code; frequent ones stand repeatedly. */
export const HOLDINGS: readonly (readonly string[])[] = [
  ['D101C'],
  ['D101C', 'D110C'],
  ['D101C', 'D110C', 'D211B'],
  ['D110C'],
  ['D110C', 'D112C'],
  ['D102C'],
  ['D102C', 'D216C'],
  ['D112C'],
  ['D101B', 'D110C', 'D211B'],
  ['D101B', 'D112C', 'D205B'],
  ['D101B', 'D110B'],
  ['D211B', 'D205B'],
  ['D211B', 'D206B'],
  ['D202B'],
  ['D101A', 'D110B', 'D211B'],
  ['D106C'],
  ['D103C'],
  ['D111C'],
  ['E201B'],
  ['E201B', 'E213B'],
  ['E201A', 'E213A'],
];

/** A national code that names no sub-item: an official must say which row applies (formats, qualification-codes.json). */
export const UNMAPPED_HOLDING: readonly string[] = ['D218A', 'D101C'];
