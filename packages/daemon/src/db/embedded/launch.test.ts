import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { postmasterPid } from '../../testing/postmaster.ts'
import { serverAccount } from './account.ts'
import { dial } from './control.ts'
import { launch } from './launch.ts'
import { claimLayout } from './layout.ts'
import { takeSeat } from './seat.ts'
import { TAKEN } from './supervisor.ts'

it('a supervisor that comes late, with a number once used, leaves the server to the one in charge', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'onesms-launch-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const spec = { directory, account: await serverAccount(), durable: false, fresh: true, temporary: false }
  const layout = await claimLayout(directory, spec.account)
  await (await takeSeat(spec)).leave()
  const seat = await takeSeat(spec)
  const server = await postmasterPid(directory)

  // The first one's socket is gone by now, so nothing keeps another from binding that name.
  const late = await launch(spec, layout, 1)
  expect(await once(late, 'exit')).toEqual([TAKEN, null])
  expect(await dial(layout.run, 1)).toBeNull()
  expect(await postmasterPid(directory)).toBe(server)
  await seat.leave()
})
