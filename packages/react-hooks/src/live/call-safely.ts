/** Calls what somebody else wrote. What it throws is told as the page tells it of any listener, and disturbs nobody here. */
export function callSafely(callback: () => unknown): void {
  try {
    callback()
  } catch (error) {
    setTimeout(() => {
      throw error
    })
  }
}
