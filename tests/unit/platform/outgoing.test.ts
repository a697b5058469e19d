import { expect, test } from 'vitest';
import { faultOfTarget, isInside } from '#platform/http/outgoing.ts';

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['8.8.8.8', false],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['fec0::1', true],
  ['::ffff:7f00:1', true],
  ['64:ff9b::7f00:1', true],
  ['::7f00:1', true],
  ['::10.0.0.1', true],
  ['::ffff:0:127.0.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b:1::a00:1', true],
  ['2002:7f00:1::', true],
  ['2001:0:4136:e378::', true],
  ['2001:4860:4860::8888', false],
])('ASVS V1.3.6: %s leads inside: %s', (address, inside) => {
  expect(isInside(address)).toBe(inside);
});

test.each([
  ['https://example.com/hook', undefined],
  ['http://example.com/hook', '只支持 https:// 地址。'],
  ['https://user:pass@example.com/', '地址中不得包含用户名或密码。'],
  ['https://localhost/', '不支持内部网络的地址。'],
  ['https://[::1]/', '不支持内部网络的地址。'],
  ['https://[::ffff:127.0.0.1]/', '不支持内部网络的地址。'],
  ['https://0x7f.1/', '不支持内部网络的地址。'],
  ['https://017700000001/', '不支持内部网络的地址。'],
  ['https://１２７.0.0.1/', '不支持内部网络的地址。'],
  ['https://2130706433/', '不支持内部网络的地址。'],
  ['file:///etc/passwd', '只支持 https:// 地址。'],
  ['not an address', '地址格式有误，应为完整的 https:// 地址。'],
])('ASVS V1.3.6: %s → %s', (target, fault) => {
  expect(faultOfTarget(target)).toBe(fault);
});
