/**
 * As far as it is used of what `@opentelemetry/api` 1.x, where a program has it, puts into the global object. It is reached
 * there and not imported, so that nobody has to have it.
 */
interface Tracing {
  readonly context?: {
    active(): Context
    with<T>(context: Context, work: () => T): T
  }
  readonly trace?: { getTracer(name: string): { startSpan(name: string, options: object, context: Context): Span } }
}
interface Context {
  setValue(key: symbol, value: unknown): Context
}
interface Span {
  setAttribute(name: string, value: string): unknown
  end(): void
}

const GLOBAL = Symbol.for('opentelemetry.js.api.1')
/** By which instrumentation of HTTP knows that it is not to look. */
const SUPPRESS = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')
const CLIENT = 2

function tracing(): Tracing {
  return (globalThis as unknown as Record<symbol, Tracing | undefined>)[GLOBAL] ?? {}
}

/**
 * Runs a call of a provider unseen by tracing that hooks into HTTP: there the address would be told, and in it, at some
 * providers, stands the key.
 */
export function untraced<T>(work: () => T): T {
  const { context } = tracing()
  return context ? context.with(context.active().setValue(SUPPRESS, true), work) : work()
}

/** Ends a span. */
export type EndSpan = (result: string) => void

/** Begins a span of our own for the call, without an address. */
export function beginSpan(provider: string, action: string): EndSpan {
  const { context, trace } = tracing()
  if (!context || !trace) return () => {}
  const options = { kind: CLIENT, attributes: { 'onesms.provider': provider, 'onesms.action': action } }
  const span = trace.getTracer('@onesms/daemon').startSpan(`${provider} ${action}`, options, context.active())
  return result => {
    if (result !== 'ok') span.setAttribute('error.type', result)
    span.end()
  }
}
