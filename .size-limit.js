import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const sdk = 'packages/sdk'
const client = `${sdk}/dist/index.js`
const heroSms = `${sdk}/dist/providers/hero-sms.js`

const { exports: entries } = JSON.parse(readFileSync(`${sdk}/package.json`, 'utf8'))
const providers = Object.keys(entries)
  .filter(name => name.startsWith('./providers/') && name !== './providers/registry')
  .map(name => `${sdk}/${entries[name].default.replace('./', '')}`)

/** Leaves out what `isLeftOut` says of an import. */
const without = (name, isLeftOut) => config => ({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    {
      name,
      setup(build) {
        build.onResolve({ filter: /./ }, args =>
          isLeftOut(args) ? { path: args.path, external: true, sideEffects: false } : undefined,
        )
      },
    },
  ],
})

const isOnDemand = ({ kind }) => kind === 'dynamic-import'

/** Leaves out what is loaded with the first purchase or the first look at a number, or with the first hook that buys. */
const withoutOnDemand = without('without-on-demand', isOnDemand)

const IMPORT = /^(?:import|export)\s*(?:[^'";]*?from\s*)?["'](\.[^"']+)["']/gm

/** A built file and all that is loaded with it at once. */
function loadedWith(file, found = new Set()) {
  if (found.has(file)) return found
  found.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(IMPORT)) loadedWith(resolve(dirname(file), path), found)
  return found
}

/** Leaves out what the client or another provider loads, too. */
function withoutShared(provider) {
  let shared
  return without('without-shared', args => {
    shared ??= new Set(
      [client, ...providers].flatMap(file => (file === provider ? [] : [...loadedWith(resolve(file))])),
    )
    return isOnDemand(args) || (args.kind !== 'entry-point' && shared.has(resolve(args.resolveDir, args.path)))
  })
}

const onlyClient = { path: client, import: '{ createClient }', gzip: true }
const withHeroSms = {
  path: [client, heroSms],
  import: { [client]: '{ createClient }', [heroSms]: '{ heroSms }' },
  gzip: true,
}

const daemon = `${sdk}/dist/providers/daemon.js`
const withDaemon = {
  path: [client, daemon],
  import: { [client]: '{ createClient }', [daemon]: '{ daemon }' },
  gzip: true,
}

const hooks = {
  path: 'packages/react-hooks/dist/index.js',
  ignore: ['@onesms/sdk', '@tanstack/react-query', 'react', 'react/jsx-runtime'],
  gzip: true,
}

export default [
  { ...onlyClient, name: '{ createClient }', limit: '12 kB', modifyEsbuildConfig: withoutOnDemand },
  { ...withHeroSms, name: '{ createClient } + heroSms', limit: '30 kB', modifyEsbuildConfig: withoutOnDemand },
  { ...withDaemon, name: '{ createClient } + daemon', limit: '24 kB', modifyEsbuildConfig: withoutOnDemand },
  { ...onlyClient, name: '{ createClient }, with what is loaded on demand', limit: '40 kB' },
  { ...withHeroSms, name: '{ createClient } + heroSms, with what is loaded on demand', limit: '72 kB' },
  { ...withDaemon, name: '{ createClient } + daemon, with what is loaded on demand', limit: '70 kB' },
  { ...hooks, name: '@onesms/react, without its peers', limit: '5 kB', modifyEsbuildConfig: withoutOnDemand },
  { ...hooks, name: '@onesms/react, with what is loaded on demand', limit: '7 kB' },
  ...providers.map(provider => ({
    path: provider,
    name: `${provider.replace(/^.*\/|\.js$/g, '')}, beyond what it shares`,
    gzip: true,
    limit: '8 kB',
    modifyEsbuildConfig: withoutShared(provider),
  })),
]
