import type { Body } from './body.ts'

const OVERHEAD = 1_024

/** Bodies by key, at most so many bytes of them: the oldest goes first. */
export class BoundedBodies {
  readonly #bodies = new Map<string, Body>()
  readonly #most: number
  #bytes = 0

  constructor(mostBytes: number) {
    this.#most = mostBytes
  }

  get(key: string): Body | undefined {
    return this.#bodies.get(key)
  }

  set(key: string, body: Body): void {
    this.#delete(key)
    this.#bodies.set(key, body)
    this.#bytes += sizeOf(key, body)
    for (const oldest of this.#bodies.keys()) {
      if (this.#bytes <= this.#most) return
      this.#delete(oldest)
    }
  }

  clear(): void {
    this.#bodies.clear()
    this.#bytes = 0
  }

  #delete(key: string): void {
    const body = this.#bodies.get(key)
    if (body && this.#bodies.delete(key)) this.#bytes -= sizeOf(key, body)
  }
}

function sizeOf(key: string, { bytes }: Body): number {
  return OVERHEAD + 2 * key.length + bytes.length
}
