import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { checkBaseUrl } from './base-url.ts'

const PATH = '/stubs/handler_api.php'
const knownHosts = ['hero-sms.com', 'api.hero-sms.com']

const check = (input: string, allowCustomBaseUrl?: boolean) =>
  checkBaseUrl(input, { knownHosts, allowCustomBaseUrl, provider: 'hero-sms' })

describe('T05 T07 checkBaseUrl', () => {
  it.each([
    'https://hero-sms.com',
    'https://api.hero-sms.com',
    'https://HERO-SMS.com',
    'HTTPS://hero-sms.com',
    'https://hero-sms.com:443',
    'https://hero-sms.com.',
    'https://ｈｅｒｏ-sms.com', // full-width letters are the same name
    'https:\\\\hero-sms.com',
    ' https://hero-sms.com',
    'http://localhost:8080',
    'http://LOCALHOST',
    'http://localhost.',
    'https://localhost:8443',
    'http://127.0.0.1:9',
    'http://127.1',
    'http://127.255.255.254',
    'http://2130706433', // 127.0.0.1 in other spellings
    'http://0x7f.0.0.1',
    'http://0177.0.0.1',
    'http://[::1]:8080',
    'http://[0:0:0:0:0:0:0:1]',
  ])('takes %s', input => {
    expect(check(input + PATH).pathname).toBe(PATH)
  })

  it.each([
    ['hero-sms.com', 'not a URL'],
    ['', 'not a URL'],
    ['//hero-sms.com', 'not a URL'],
    ['https://', 'not a URL'],
    ['https://hero sms.com', 'not a URL'],
    ['https://999.1.1.1', 'not a URL'],
    ['https://[fe80::1%25eth0]', 'not a URL'],
    ['ftp://hero-sms.com', 'scheme ftp:'],
    ['file:///etc/passwd', 'scheme file:'],
    ['javascript:alert(1)', 'scheme javascript:'],
    ['ws://127.0.0.1', 'scheme ws:'],
    ['http://hero-sms.com', 'in the clear'],
    ['http://127.0.0.1.nip.io', 'in the clear'],
    ['http://localhost.evil.test', 'in the clear'],
    ['http://evil.localhost', 'in the clear'], // a name server of the local network may answer for it
    ['http://0.0.0.0', 'in the clear'],
    ['http://0', 'in the clear'],
    ['http://[::]', 'in the clear'],
    ['http://[::ffff:127.0.0.1]', 'in the clear'],
    ['http://169.254.169.254', 'in the clear'],
    ['http://192.168.1.1', 'in the clear'],
    ['https://hero-sms.com@evil.test', 'a user'],
    ['https://key:secret@hero-sms.com', 'a user'],
    ['https://@evil.test', 'not known'],
    ['https://hero-sms.com?api_key=1', 'a query'],
    ['https://hero-sms.com#x', 'a fragment'],
    ['https://evil.test\\@hero-sms.com', 'not known'],
    ['https://hero-sms.com.evil.test', 'not known'],
    ['https://hero-sms.com%2eevil.test', 'not known'],
    ['https://evil-hero-sms.com', 'not known'],
    ['https://hero-sms.co', 'not known'],
    ['https://hero-srns.com', 'not known'],
    ['https://hero_sms.com', 'not known'],
    ['https://www.hero-sms.com', 'not known'],
    ['https://herо-sms.com', 'not known'], // a Cyrillic о
    ['https://hero-sms.com..', 'not known'],
    ['https://hero-sms.com:8443', 'not known'],
    ['https://93.184.216.34', 'not known'],
  ])('refuses %s: %s', (input, fact) => {
    expect(() => check(input)).toThrow(ConfigurationError)
    expect(() => check(input)).toThrow(fact)
  })

  it.each([
    'https://evil.test',
    'https://hero-sms.com:8443',
    'https://xn--e1afmkfd.xn--p1ai',
    'https://93.184.216.34',
    'https://192.0.66.2',
    'https://198.51.99.1',
    'https://203.0.1.1',
    'https://172.32.0.1',
    'https://100.128.0.1',
    'https://[2606:4700::1111]',
    'https://[2001:4860:4860::8888]',
    'https://[2001:200::1]',
  ])('takes %s on the word of the caller', input => {
    expect(() => check(input)).toThrow('not known')
    expect(check(input, true).href).toBe(`${input}/`)
  })

  it.each([
    'https://10.0.0.1',
    'https://10.255.255.255',
    'https://172.16.0.1',
    'https://172.31.255.255',
    'https://192.168.0.1',
    'https://169.254.169.254',
    'https://0xa9fea9fe',
    'https://2852039166',
    'https://0251.0376.0251.0376',
    'https://169.254.43518',
    'https://0.0.0.0',
    'https://0',
    'https://100.64.0.1',
    'https://100.127.255.255',
    'https://192.0.0.1',
    'https://192.0.2.1',
    'https://192.88.99.1',
    'https://198.18.0.1',
    'https://198.19.255.255',
    'https://198.51.100.1',
    'https://203.0.113.1',
    'https://224.0.0.1',
    'https://240.0.0.1',
    'https://255.255.255.255',
    'https://10.0.0.1.',
    'https://[::]',
    'https://[::2]',
    'https://[::ffff:10.0.0.1]',
    'https://[::ffff:93.184.216.34]',
    'https://[::10.0.0.1]',
    'https://[64:ff9b::a9fe:a9fe]',
    'https://[100::1]',
    'https://[fc00::1]',
    'https://[fd00:ec2::254]',
    'https://[fe80::1]',
    'https://[ff02::1]',
    'https://[2001::1]',
    'https://[2001:0:4136:e378::1]',
    'https://[2001:2::1]',
    'https://[2001:10::1]',
    'https://[2001:1ff::1]',
    'https://[2001:db8::1]',
    'https://[2002:a9fe:a9fe::1]',
    'https://[3fff::1]',
    'https://[200::1]',
  ])('refuses %s on anybody’s word', input => {
    expect(() => check(input, true)).toThrow('private or reserved')
  })

  it('plain http and other schemes need more than the word of the caller', () => {
    expect(() => check('http://evil.test', true)).toThrow('in the clear')
    expect(() => check('ftp://evil.test', true)).toThrow('scheme')
  })

  it('never repeats what it was given beyond scheme and host', () => {
    for (const input of [
      'https://user:s3cretkey@evil.test/p',
      'https://evil.test/s3cretkey',
      's3cretkey',
      'https://evil.test?k=s3cretkey',
    ]) {
      expect(() => check(input)).toThrow(/^(?!.*s3cretkey)/s)
    }
  })
})
