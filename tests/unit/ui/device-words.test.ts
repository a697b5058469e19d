import { expect, test } from 'vitest';
import { deviceWords } from '#ui/device-words.ts';

test('a sign-in says on what it was made in words that its owner knows again', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  expect(deviceWords(windows)).toBe('Chrome（Windows）');
  expect(deviceWords(`${windows} Edg/140.0.0.0`)).toBe('Edge（Windows）');
  expect(
    deviceWords(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
    ),
  ).toBe('Safari（iOS）');
  expect(deviceWords('Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/132.0 Mobile')).toBe(
    'Chrome（鸿蒙）',
  );
  expect(deviceWords('curl/8.5.0')).toBe('未能识别的设备');
});
