import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findAccount } from './account.ts'
import { assertReachable } from './folders.ts'

describe('findAccount', () => {
  const nobody = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin'

  it('prefers postgres to nobody', () => {
    const passwd = `root:x:0:0::/root:/bin/sh\n${nobody}\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\n`
    expect(findAccount(passwd)).toEqual({ name: 'postgres', uid: 101, gid: 104 })
    expect(findAccount(nobody)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 })
  })

  it('takes no other account, no root by another name, and not the nobody of macOS', () => {
    expect(findAccount('postgresql:x:5:5:::\nroot:x:0:0:::\n')).toBeUndefined()
    expect(findAccount('postgres:x:0:0:::\nnobody:*:-2:-2:::\n_postgres:*:216:216:::\n')).toEqual({
      name: '_postgres',
      uid: 216,
      gid: 216,
    })
  })
})

describe('assertReachable', () => {
  it('names the folder that keeps the account out', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'onesms-account-'))
    onTestFinished(() => rm(parent, { recursive: true }))
    const account = { name: 'postgres', uid: 4_000_000, gid: 4_000_000 }
    const inner = join(parent, 'inner')
    await mkdir(inner)
    await expect(assertReachable(inner, account)).rejects.toThrow(`runs as postgres, who cannot enter ${parent}.`)
    await chmod(parent, 0o711)
    await assertReachable(inner, account)
  })
})
