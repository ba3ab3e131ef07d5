import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { codePage, phonePage, welcomePage } from './pages.ts'

/** How the app sends an SMS: in production that of its SMS service. */
export type SendSms = (phone: string, text: string) => Promise<void>

interface Challenge {
  readonly phone: string
  readonly code: string
  triesLeft: number
}

const LIFETIME = 10 * 60_000
const LARGEST_FORM = 1_000

/** A small app that lets in whoever reads the SMS sent to their phone. */
export async function startApp(sendSms: SendSms) {
  const challenges = new Map<string, Challenge>()
  const sessions = new Map<string, string>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = /(?:^|; )visit=([\w-]{36})/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const show = (status: number, page: string, cookie?: string) =>
      response
        .writeHead(status, {
          'content-type': 'text/html; charset=utf-8',
          ...(cookie && { 'set-cookie': `visit=${cookie}; HttpOnly; SameSite=Strict; Path=/` }),
        })
        .end(page)

    if (request.method === 'GET' && request.url === '/') {
      const phone = sessions.get(id)
      return void show(200, phone ? welcomePage(phone) : phonePage())
    }
    if (request.method === 'POST' && request.url === '/phone') {
      const phone = (await formOf(request)).get('phone')?.replace(/[\s()-]/g, '') ?? ''
      if (!/^\+[1-9]\d{7,14}$/.test(phone)) return void show(400, phonePage('That is no phone number.'))
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const challenge = randomUUID()
      challenges.set(challenge, { phone, code, triesLeft: 3 })
      setTimeout(() => challenges.delete(challenge), LIFETIME).unref()
      await sendSms(phone, `Your Example code is ${code}. Never tell it to anybody.`)
      return void show(200, codePage(), challenge)
    }
    if (request.method === 'POST' && request.url === '/code') {
      const challenge = challenges.get(id)
      if (!challenge) return void show(400, phonePage('That took too long. Begin again.'))
      const isRight = isSame((await formOf(request)).get('code')?.trim() ?? '', challenge.code)
      challenge.triesLeft -= 1
      if (isRight || challenge.triesLeft === 0) challenges.delete(id)
      if (!isRight) return void show(400, codePage('That is not the code.'))
      const session = randomUUID()
      sessions.set(session, challenge.phone)
      return void show(200, welcomePage(challenge.phone), session)
    }
    response.writeHead(404).end()
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > LARGEST_FORM) throw new Error('the form is too large')
  }
  return new URLSearchParams(text)
}

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
