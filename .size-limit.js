const client = 'packages/sdk/dist/index.js'
const heroSms = 'packages/sdk/dist/providers/hero-sms.js'

/** Leaves out what is loaded with the first purchase or the first look at a number. */
const withoutOnDemand = config => ({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    {
      name: 'without-on-demand',
      setup(build) {
        build.onResolve({ filter: /./ }, ({ kind, path }) =>
          kind === 'dynamic-import' ? { path, external: true } : undefined,
        )
      },
    },
  ],
})

const onlyClient = { path: client, import: '{ createClient }', gzip: true }
const withHeroSms = {
  path: [client, heroSms],
  import: { [client]: '{ createClient }', [heroSms]: '{ heroSms }' },
  gzip: true,
}

export default [
  { ...onlyClient, name: '{ createClient }', limit: '12 kB', modifyEsbuildConfig: withoutOnDemand },
  { ...withHeroSms, name: '{ createClient } + heroSms', limit: '30 kB', modifyEsbuildConfig: withoutOnDemand },
  { ...onlyClient, name: '{ createClient }, with what is loaded on demand', limit: '30 kB' },
  { ...withHeroSms, name: '{ createClient } + heroSms, with what is loaded on demand', limit: '58 kB' },
]
