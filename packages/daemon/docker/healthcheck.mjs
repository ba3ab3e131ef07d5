// Whether the process in this container answers. It looks at nothing else: a database that is away is no reason to restart.
const port = process.env.ONESMS_PORT ?? '8787'
const { ok } = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(2_500) }).catch(() => ({
  ok: false,
}))
process.exit(ok ? 0 : 1)
