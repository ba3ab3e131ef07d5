// Who may import whom. Each rule says why it is there; a broken one is named by the check.
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const sdk = folder => `^packages/sdk/src/${folder}`
const daemon = folder => `^packages/daemon/src/${folder}`
const hooks = folder => `^packages/react-hooks/src/${folder}`
const test = '\\.(test|test-d)\\.tsx?$'

module.exports = {
  forbidden: [
    forbid('no-circular', 'a cycle has no bottom to understand it from', {}, { circular: true }),
    forbid(
      'sdk-stands-alone',
      'the SDK knows neither daemon nor hooks',
      { path: sdk('') },
      { path: '^packages/(daemon|react-hooks)/' },
    ),
    forbid(
      'basement',
      'utils, errors and money import nothing above them',
      { path: sdk('(utils|errors|money)/'), pathNot: test },
      { path: sdk(''), pathNot: sdk('(utils|errors|money)/') },
    ),
    forbid(
      'code-reader-stands-alone',
      'finding the code in a text needs nothing but the text',
      { path: sdk('code/'), pathNot: test },
      { path: `${sdk('')}|node_modules`, pathNot: sdk('(code|utils)/') },
    ),
    forbid(
      'spec-without-libraries',
      'the provider spec and the pure catalog functions cost nothing to import',
      { path: sdk('(catalog|provider)/'), pathNot: test },
      { path: `${sdk('')}|node_modules`, pathNot: sdk('(catalog|provider|utils|errors|money)/') },
    ),
    forbid(
      'wire-is-pure',
      'what travels between a daemon and its clients is types, schemas and pure functions; both ends load it',
      { path: sdk('wire/'), pathNot: test },
      {
        path: `${sdk('')}|node_modules`,
        pathNot: `${sdk('(wire/|provider/|errors/|money/|utils/|purchase/intent)')}|/zod/`,
      },
    ),
    forbid(
      'zod-is-mini',
      'a page loads the SDK: what it needs of zod is a tenth of the whole',
      { path: sdk('') },
      { path: '/zod/', pathNot: '/zod/(mini|v4/core)/' },
    ),
    forbid(
      'http-is-below-the-spec',
      'transport knows nothing of providers',
      { path: sdk('http/'), pathNot: test },
      { path: sdk(''), pathNot: sdk('(http|utils|errors)/') },
    ),
    forbid(
      'client-never-reaches-http',
      'all I/O is behind Provider, so the client alone costs no transport',
      { path: sdk('(client|activation|rental|polling|purchase)/'), pathNot: test },
      { path: sdk('(http|protocols|providers)/') },
    ),
    forbid(
      'failover-beside-client',
      'a provider made of providers is one more provider: it knows the spec, and the look at a price before buying',
      { path: sdk('failover/'), pathNot: `__fixtures__/|${test}` },
      {
        path: `${sdk('')}|node_modules`,
        pathNot: sdk('(failover/|provider/|catalog/|utils/|errors/|money/|purchase/cap)'),
      },
    ),
    forbid(
      'middle-below-client',
      'following numbers and buying them work without the object that offers both',
      { path: sdk('(activation|rental|polling|purchase)/'), pathNot: `__fixtures__/|${test}` },
      { path: sdk('(client|testing)/') },
    ),
    forbid(
      'money-stands-alone',
      'the one door to money can be read without the rest: no poller, no handle, no library',
      { path: sdk('purchase/'), pathNot: `${test}|simulation/` },
      { path: `${sdk('(activation|rental|polling)/')}|node_modules` },
    ),
    forbid(
      'protocols-below-client',
      'a protocol serves the spec, not the client',
      { path: sdk('protocols/'), pathNot: test },
      { path: sdk('(client|failover|activation|polling|purchase|providers|testing)/') },
    ),
    forbid(
      'providers-know-no-other',
      'a provider folder can be read, tested and removed alone',
      { path: '^packages/sdk/src/providers/([^/]+)/', pathNot: `__fixtures__/|${test}` },
      {
        path: sdk('(client|failover|testing)/|^packages/sdk/src/providers/'),
        pathNot: '^packages/sdk/src/providers/$1/',
      },
    ),
    forbid(
      'emulator-shares-nothing-with-the-client',
      'a misreading of the protocol must show up, not cancel out',
      { path: sdk('testing/emulators/'), pathNot: test },
      { path: sdk('(protocols|providers|client|http|money)/') },
    ),
    forbid(
      'testing-stays-in-tests',
      'nothing that ships imports it',
      { path: sdk(''), pathNot: `${sdk('testing/')}|__fixtures__/|${test}` },
      { path: sdk('testing/') },
    ),
    forbid(
      'daemon-through-the-front-door',
      'the daemon uses the SDK as everybody does, by its entries',
      { path: daemon('') },
      {
        path: '^packages/sdk/src/',
        pathNot:
          '^packages/sdk/src/(index|catalog/index|purchase/file-store/index|testing/index|webhooks/index|wire/index|providers/registry|providers/[^/]+/index|protocols/[^/]+/index)\\.ts$',
      },
    ),
    forbid(
      'hooks-through-the-front-door',
      'the hooks use the SDK as everybody does, by its entries, and nothing else of this repository',
      { path: hooks(''), pathNot: `__fixtures__/|${test}` },
      {
        path: '^(packages|testing|examples)/',
        pathNot: `${hooks('')}|^packages/sdk/src/(index|catalog/index|wire/index)\\.ts$`,
      },
    ),
    forbid(
      'hooks-bring-nothing-along',
      'a page that uses the hooks has React, TanStack Query and the SDK already, and loads no other package for them',
      { path: hooks(''), pathNot: `__fixtures__/|${test}` },
      { path: 'node_modules/', pathNot: 'node_modules/(react|@tanstack/react-query)/' },
    ),
    forbid(
      'queries-without-react',
      'what is read and under which key serves any library, and a server component',
      { path: hooks('queries/'), pathNot: test },
      { path: `node_modules/|${hooks('')}`, pathNot: hooks('queries/') },
    ),
    forbid(
      'sql-below-everything',
      'the database layer knows neither jobs nor schedule nor HTTP nor command line',
      { path: daemon('db/'), pathNot: test },
      { path: daemon('(jobs|scheduler|http|cli|config)/|^packages/daemon/src/daemon') },
    ),
    forbid(
      'jobs-below-scheduler',
      'a job does not know when it runs or who asks',
      { path: daemon('jobs/'), pathNot: test },
      { path: daemon('(scheduler|http|cli|config)/') },
    ),
    forbid(
      'catalog-is-pure',
      'judging a catalog needs no database',
      { path: daemon('catalog/'), pathNot: test },
      { path: daemon('(db|jobs|scheduler|http|cli|config)/') },
    ),
    forbid(
      'driver-only-under-db',
      'SQL appears under db/ alone',
      { path: daemon(''), pathNot: `${daemon('(db|testing)/')}|${test}` },
      { path: 'node_modules/postgres/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@onesms/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
