import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { clientArguments, socketUrl, withDatabase } from './socket-url.ts'

describe('clientArguments', () => {
  it('leads the client library to the socket, whatever the folder is called', () => {
    const folder = '/home/me/a + b, "ü"&c?'
    const url = socketUrl(folder, 5432, 'onesms', 'facts')
    expect(url).not.toMatch(/[ +]/)
    const { options } = postgres(...clientArguments(url, { max: 3 }))
    expect(options).toMatchObject({ path: `${folder}/.s.PGSQL.5432`, user: 'onesms', database: 'facts', max: 3 })
    expect(options.connection).toEqual({ application_name: 'postgres.js' })
  })

  it('keeps the other parameters of a socket url', () => {
    const { options } = postgres(...clientArguments('postgres://me@localhost/db?application_name=x&host=/run/pg', {}))
    expect(options).toMatchObject({ path: '/run/pg/.s.PGSQL.5432', connection: { application_name: 'x' } })
  })

  it.each(['postgres://me:secret@db.example:6000/facts?sslmode=require', 'postgres://me@one:1,two:2/facts'])(
    'passes %s on as it is',
    url => {
      expect(clientArguments(url, { max: 3 })).toEqual([url, { max: 3 }])
    },
  )
})

describe('withDatabase', () => {
  it('changes nothing but the database', () => {
    expect(withDatabase('postgres://me:x@db:6000/one?sslmode=require', 'two')).toBe(
      'postgres://me:x@db:6000/two?sslmode=require',
    )
    expect(withDatabase(socketUrl('/a b', 5432, 'me', 'one'), 'two')).toBe(socketUrl('/a b', 5432, 'me', 'two'))
  })
})
