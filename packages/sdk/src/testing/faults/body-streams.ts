/** A body of `count` pieces, each made when it is asked for. */
export function repeated(
  count: number,
  piece: (index: number) => Uint8Array | Promise<Uint8Array>,
): ReadableStream<Uint8Array> {
  let index = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (index < count) controller.enqueue(await piece(index))
        index += 1
        if (index >= count) controller.close()
      },
    },
    // Nothing is made ahead of the reader.
    { highWaterMark: 0 },
  )
}

/** The first half of `whole`, and then whatever `next` comes to. */
export const halfThen = (whole: Uint8Array, next: () => Promise<never>): ReadableStream<Uint8Array> =>
  repeated(2, index => (index === 0 ? whole.subarray(0, Math.ceil(whole.length / 2)) : next()))
