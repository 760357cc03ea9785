import assert from 'node:assert/strict';

import { forbiddenAddress } from '../../../src/connections/http/forbidden-address.js';

const PUBLIC = [
  '1.1.1.1',
  '93.184.216.34',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '::ffff:1.1.1.1',
  '64:ff9b::101:101',
  '2002:101:101::1',
];

const INSIDE: Record<string, readonly string[]> = {
  loopback: ['127.0.0.1', '127.1.2.3', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1'],
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  'private (RFC 1918)': ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
  'shared (CGNAT)': ['100.64.0.1', '100.127.255.255'],
  'link-local': ['169.254.0.1', '169.254.255.255', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  'unique local and site-local': ['fc00::1', 'fd12:3456:789a::1', 'fec0::1'],
  'multicast and broadcast': ['224.0.0.1', '239.255.255.250', '255.255.255.255', 'ff02::1', 'ff05::2'],
  'reserved and for documentation': [
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
  ],
  'of IPv6, not given to the public': ['100::1', '2001:db8::1', '2001::1', '3fff::1', '4000::1', '5f00::1'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a00:1', '::ffff:0.0.0.0'],
  'IPv4-compatible': ['::127.0.0.1', '::7f00:1', '::10.0.0.1', '::c0a8:1'],
  'IPv4-translated': ['::ffff:0:127.0.0.1', '::ffff:0:a00:1'],
  NAT64: ['64:ff9b::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a00:1'],
  '6to4': ['2002:7f00:1::1', '2002:a00:1::', '2002:c0a8:101::1'],
};

const METADATA = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd00:ec2:0:0:0:0:0:23',
  'fd20:ce::254',
  'fe80::a9fe:a9fe%eth0',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::a9fe:a9fe',
  '::ffff:0:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::a9fe:a9fe',
  '64:ff9b:1:a9fe:a9:fe00::',
  '2002:a9fe:a9fe::1',
];

describe('forbiddenAddress', () => {
  for (const address of PUBLIC) {
    it(`lets ${address} be called`, () => assert.equal(forbiddenAddress(address, false), undefined));
  }

  for (const [kind, addresses] of Object.entries(INSIDE)) {
    for (const address of addresses) {
      it(`lets ${address} be called only where inside is allowed: ${kind}`, () => {
        assert.equal(forbiddenAddress(address, false), 'is not a public one');
        assert.equal(forbiddenAddress(address, true), undefined);
      });
    }
  }

  for (const address of METADATA) {
    it(`never lets ${address} be called: metadata`, () => {
      assert.match(forbiddenAddress(address, false) ?? '', /metadata service/);
      assert.match(forbiddenAddress(address, true) ?? '', /metadata service/);
    });
  }

  it('lets nothing be called that is no address', () => {
    assert.equal(forbiddenAddress('inside', true), 'is not an IP address');
  });
});
