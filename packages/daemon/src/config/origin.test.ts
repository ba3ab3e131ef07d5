import { expect, it } from 'vitest'
import { origin } from './origin.ts'

it.each(['https://app.example', 'https://app.example:8443', 'http://localhost:5173', 'http://127.0.0.1'])(
  'T13 takes %s',
  text => {
    expect(origin.safeParse(text).success).toBe(true)
  },
)

it.each([
  '*',
  'null',
  '',
  'app.example',
  'https://app.example/',
  'https://app.example/path',
  'https://*.example',
  'https://APP.example',
  'https://app.example:443',
  'https://me:pw@app.example',
  'http://app.example',
  'ftp://app.example',
  'file:///etc/passwd',
])('T13 refuses %j', text => {
  expect(origin.safeParse(text).success).toBe(false)
})
