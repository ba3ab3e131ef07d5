import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { Suspense, startTransition, useState } from 'react'
import { describe, expect, it } from 'vitest'
import { Everything } from './__fixtures__/everything.tsx'
import { openStage } from './__fixtures__/stage.tsx'

const HOUR = 3_600_000
const never = new Promise<never>(() => undefined)
let begun = 0

function Never(): never {
  begun += 1
  throw never
}

/** A page that changes to everything there is, and never gets there, since something in it is never ready. */
function Page() {
  const [isShown, setShown] = useState(false)
  const choose = (shown: boolean) => () => startTransition(() => setShown(shown))
  return (
    <Suspense>
      <button type="button" onClick={choose(true)}>
        show
      </button>
      <button type="button" onClick={choose(false)}>
        go back
      </button>
      {isShown ? (
        <>
          <Everything />
          <Never />
        </>
      ) : (
        <p>nothing yet</p>
      )}
    </Suspense>
  )
}

describe('R11: what React begins to render and leaves', () => {
  it.each([false, true])('asks for nothing, buys nothing and follows nothing (StrictMode: %s)', async strict => {
    begun = 0
    const { render, requests, clock, queryClient, advance } = openStage({ strict })
    const { unmount } = render(<Page />)
    const before = requests.length
    fireEvent.click(screen.getByText('show'))
    await waitFor(() => expect(begun).toBeGreaterThan(0))
    await advance(HOUR)
    fireEvent.click(screen.getByText('go back'))
    await advance(HOUR)
    expect(screen.getByText('nothing yet')).toBeDefined()
    expect(requests.slice(before)).toEqual([])
    expect(queryClient.isFetching()).toBe(0)
    expect(clock.sleeping).toBe(0)
    await act(async () => unmount())
    expect(sessionStorage).toHaveLength(0)
  })
})
