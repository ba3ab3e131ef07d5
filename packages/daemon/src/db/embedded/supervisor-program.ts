import { TAKEN } from './supervisor.ts'

/**
 * The supervisor: a program for `node -e`, its plan in the first argument.
 *
 * It is text, since it has to run from the sources and from a bundle alike: there is no file to name that exists in
 * both, and a function turned into text would lean on what a bundler or a coverage tool puts around it.
 *
 * It ends Postgres and itself when its last user's connection closes, which the kernel sees to even after SIGKILL.
 * Signals do not move it: they come to all processes when a machine or a service stops, and users then leave in order.
 */
export const SUPERVISOR_PROGRAM = String.raw`'use strict'
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const net = require('node:net')
const { setTimeout: sleep } = require('node:timers/promises')

const TAKEN = ${TAKEN}
const PATIENCE_MS = 5000
const plan = JSON.parse(process.argv[1])
const users = new Set()
let lingerMs = plan.lingerMs
let greeting
let child
let stopping = false

process.title = 'onesms-postgres-supervisor'
process.umask(0o077)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

const control = net.createServer({ allowHalfOpen: true }, user => {
  user.resume().on('error', () => {}).on('end', () => leave(user)).on('close', () => leave(user))
  // Who comes too late is held without a word until we exit, and so knows when to start anew.
  if (stopping) return
  users.add(user)
  if (greeting) user.write(greeting)
})
// The highest number is in charge, and none is used twice: the socket file stays when its supervisor is gone.
control.once('error', error => process.exit(['EADDRINUSE', 'ENOENT'].includes(error.code) ? TAKEN : 1))
control.listen(controlPath(plan.generation), () => {
  const numbers = fs.readdirSync(plan.run).flatMap(name => Number(/^control\.(\d+)$/.exec(name)?.[1] ?? []))
  if (Math.max(...numbers) > plan.generation) process.exit(TAKEN)
  for (const number of numbers) if (number < plan.generation) fs.rmSync(controlPath(number), { force: true })
  fs.ftruncateSync(2)
  setTimeout(() => { if (users.size === 0) stop() }, PATIENCE_MS)
  serve().catch(error => fail(error.message))
})

async function serve() {
  await stopOrphan()
  if (plan.fresh) fs.rmSync(plan.cluster, { recursive: true, force: true })
  if (!fs.existsSync(plan.cluster + '/PG_VERSION')) await create()
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const ended = run(plan.postgres)
    if (await ready()) {
      greet({ supervisor: process.pid })
      await ended
      return finish() // Users see their connections close, and start the next supervisor.
    }
    // Backends of a killed postmaster hold its shared memory until they notice.
    if (Date.now() > deadline) return fail('Postgres does not start (' + (await ended) + ').')
    await sleep(200)
  }
}

async function create() {
  fs.rmSync(plan.scratch, { recursive: true, force: true })
  fs.mkdirSync(plan.scratch, { mode: 0o700 })
  if (plan.account) fs.chownSync(plan.scratch, plan.account.uid, plan.account.gid)
  const end = await run(plan.initdb)
  if (end !== 'exit code 0') throw new Error('initdb failed (' + end + ').')
  fs.renameSync(plan.scratch, plan.cluster)
}

// A server whose supervisor was killed still listens. The socket proves that the process id is not a stranger's.
async function stopOrphan() {
  const [pid] = pidFile()
  if (pid && (await listening())) process.kill(Number(pid), 'SIGINT')
  while (await listening()) await sleep(50)
}

function listening() {
  return new Promise(resolve => {
    const socket = net.connect(plan.socket, () => { socket.destroy(); resolve(true) })
    socket.on('error', () => resolve(false))
  })
}

// postmaster.pid: line 1 is the process id, line 8 the state.
function pidFile() {
  try { return fs.readFileSync(plan.cluster + '/postmaster.pid', 'utf8').split('\n') } catch { return [] }
}

async function ready() {
  for (const server = child; child === server; await sleep(10)) {
    const lines = pidFile()
    if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return true
  }
  return false
}

// Runs one program to its end, and says how it ended.
function run([file, ...args]) {
  // After a crash the number in postmaster.pid may be some other process's by now. Postgres takes its grandparent's
  // for stale, and still refuses to start while the shared memory of the old server is in use.
  const env = { ...process.env, PG_GRANDPARENT_PID: pidFile()[0] ?? '' }
  return new Promise(resolve => {
    child = spawn(file, args, { stdio: ['ignore', 2, 2], cwd: '/', env, ...plan.account })
    const end = how => {
      child = undefined
      resolve(how)
      if (stopping) finish()
    }
    child.once('error', error => end(error.message))
    child.once('exit', (code, signal) => end(signal ?? 'exit code ' + code))
  })
}

function greet(words) {
  greeting = JSON.stringify(words) + '\n'
  for (const user of users) user.write(greeting)
}

function fail(failure) {
  lingerMs = null
  if (users.size === 0) finish()
  greet({ failure })
}

function leave(user) {
  if (!users.delete(user)) return
  if (users.size === 0 && lingerMs === null) return stop() // The last user hears of it by our exit.
  user.end()
  if (users.size === 0) setTimeout(() => { if (users.size === 0) stop() }, lingerMs)
}

function stop() {
  if (stopping) return
  stopping = true
  if (!child) finish()
  child.kill('SIGINT')
  setTimeout(() => child?.kill('SIGQUIT'), 30000)
}

function finish() {
  if (users.size === 0 && plan.lingerMs !== null) {
    // Away in one step: who comes now finds no directory, not half a one.
    const gone = plan.directory + '.' + process.pid
    fs.renameSync(plan.directory, gone)
    // The sockets are in it or elsewhere. Were they in it, their folder is by now the one of who comes now.
    const isElsewhere = !plan.run.startsWith(plan.directory + '/')
    for (const folder of isElsewhere ? [gone, plan.run] : [gone]) fs.rmSync(folder, { recursive: true, force: true })
  }
  process.exit()
}

function controlPath(number) {
  return plan.run + '/control.' + number
}
`
