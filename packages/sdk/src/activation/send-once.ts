interface Commanded {
  readonly snapshot: { readonly status: string }
  look(): Promise<void>
}

/** Sends a command; where it failed, a look tells whether it came to the same, by it or by somebody else. */
export async function sendOnce(live: Commanded, send: () => Promise<void>, goal: string): Promise<void> {
  try {
    await send()
  } catch (error) {
    await live.look().catch(() => {}) // the first error is the one to tell
    if (live.snapshot.status !== goal) throw error
  }
}
