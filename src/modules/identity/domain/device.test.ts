// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { callerOf, deviceLabel, ipPrefix } from './device.ts';

it('names a device as its owner would', () => {
  const labels = [
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36',
      'Chrome · Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
      'Safari · iPhone',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone) MicroMessenger/8.0', 'WeChat · iPhone'],
    ['curl/8.5.0', 'curl'],
    ['', 'API'],
    ['<script>alert(1)</script>', 'API'],
  ] as const;
  for (const [userAgent, label] of labels) assert.equal(deviceLabel(userAgent), label);
});

it('keeps the network of an address and drops the host', () => {
  assert.equal(ipPrefix('203.0.113.77'), '203.0.113.*');
  assert.equal(ipPrefix('::ffff:203.0.113.77'), '203.0.113.*');
  assert.equal(ipPrefix('2001:DB8:1:2::9'), '2001:db8:1::');
  assert.equal(ipPrefix('::1'), '0:0:0::');
  assert.equal(ipPrefix('unknown'), '');
});

it('counts a /64 of IPv6 as one caller', () => {
  assert.equal(callerOf('2001:db8:1:2::9'), callerOf('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  assert.notEqual(callerOf('2001:db8:1:2::9'), callerOf('2001:db8:1:3::9'));
  assert.equal(callerOf('::ffff:203.0.113.77'), callerOf('203.0.113.77'));
});
